# Each page's code is one program; it is compiled and run, and must print what the page says.

find_program(awk awk REQUIRED)
add_test(NAME "docs: every cited definition exists" COMMAND sh "${CMAKE_CURRENT_SOURCE_DIR}/definitions.sh" "${PROJECT_SOURCE_DIR}")

# What every page includes, read once.
add_library(page_headers OBJECT support/page_headers.cpp)
target_link_libraries(page_headers PRIVATE leadmetrics::leadmetrics Threads::Threads)
target_compile_options(page_headers PRIVATE -Wall -Wextra -Wpedantic -Werror)
target_precompile_headers(page_headers PRIVATE <leadmetrics/leadmetrics.hpp>)

file(GLOB_RECURSE pages CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/docs/*.md")
foreach(page IN ITEMS "${PROJECT_SOURCE_DIR}/README.md" LISTS pages)
  file(RELATIVE_PATH name "${PROJECT_SOURCE_DIR}" "${page}")
  file(STRINGS "${page}" code REGEX "^```cpp" LIMIT_COUNT 1)
  if(NOT code)
    continue()
  endif()
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${page}")
  string(MAKE_C_IDENTIFIER "page_${name}" program)
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/pages")
  file(MAKE_DIRECTORY "${folder}")
  execute_process(COMMAND ${awk} -f "${CMAKE_CURRENT_SOURCE_DIR}/docs.awk" "${page}" OUTPUT_FILE "${folder}/${program}.new.cpp" COMMAND_ERROR_IS_FATAL ANY)
  file(COPY_FILE "${folder}/${program}.new.cpp" "${folder}/${program}.cpp" ONLY_IF_DIFFERENT)
  execute_process(COMMAND ${awk} -v part=output -f "${CMAKE_CURRENT_SOURCE_DIR}/docs.awk" "${page}" OUTPUT_FILE "${folder}/${program}.expected" COMMAND_ERROR_IS_FATAL ANY)

  file(SIZE "${folder}/${program}.expected" expected)
  if(expected EQUAL 0)
    message(FATAL_ERROR "${name} has code, but no \"text out\" block says what it prints")
  endif()

  add_executable(${program} "${folder}/${program}.cpp")
  target_link_libraries(${program} PRIVATE leadmetrics::leadmetrics Threads::Threads)
  target_compile_options(${program} PRIVATE -Wall -Wextra -Wpedantic -Werror)
  target_precompile_headers(${program} REUSE_FROM page_headers)
  add_test(NAME "docs: ${name}" COMMAND sh -c "\"$<TARGET_FILE:${program}>\" | diff - \"${folder}/${program}.expected\"")
endforeach()
