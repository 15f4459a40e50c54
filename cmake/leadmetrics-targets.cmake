# Defines leadmetrics::leadmetrics, and a target for each component whose dependency is installed.

foreach(needed IN ITEMS range-v3::range-v3 date::date)
  if(NOT TARGET ${needed})
    message(FATAL_ERROR "leadmetrics needs ${needed}. On Debian and Ubuntu: apt-get install librange-v3-dev libhowardhinnant-date-dev")
  endif()
endforeach()

file(GLOB_RECURSE leadmetrics_headers CONFIGURE_DEPENDS include/leadmetrics/*.hpp)
set(leadmetrics_tz_headers "${PROJECT_SOURCE_DIR}/include/leadmetrics/calendar/time_zone.hpp")
set(leadmetrics_parallel_headers "${PROJECT_SOURCE_DIR}/include/leadmetrics/parallel.hpp")
set(leadmetrics_json_headers ${leadmetrics_headers})
list(FILTER leadmetrics_json_headers INCLUDE REGEX "/(json[^/]*|vega_lite)\\.hpp$")
list(REMOVE_ITEM leadmetrics_headers ${leadmetrics_tz_headers} ${leadmetrics_parallel_headers} ${leadmetrics_json_headers})

add_library(leadmetrics INTERFACE)
add_library(leadmetrics::leadmetrics ALIAS leadmetrics)
target_compile_features(leadmetrics INTERFACE cxx_std_20)
target_sources(leadmetrics INTERFACE FILE_SET HEADERS BASE_DIRS include FILES ${leadmetrics_headers})
target_link_libraries(leadmetrics INTERFACE range-v3::range-v3 date::date)
set(leadmetrics_targets leadmetrics)

foreach(component IN ITEMS tz parallel json)
  leadmetrics_find_component(${component})
  if(NOT TARGET ${leadmetrics_needs_${component}})
    message(STATUS "leadmetrics::${component}: left out, ${leadmetrics_needs_${component}} was not found")
    continue()
  endif()
  add_library(leadmetrics_${component} INTERFACE)
  add_library(leadmetrics::${component} ALIAS leadmetrics_${component})
  set_target_properties(leadmetrics_${component} PROPERTIES EXPORT_NAME ${component})
  target_sources(leadmetrics_${component} INTERFACE FILE_SET HEADERS BASE_DIRS include FILES ${leadmetrics_${component}_headers})
  target_link_libraries(leadmetrics_${component} INTERFACE leadmetrics ${leadmetrics_needs_${component}})
  list(APPEND leadmetrics_targets leadmetrics_${component})
endforeach()

if(LEADMETRICS_BUILD_TESTS)
  set_target_properties(${leadmetrics_targets} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON) # checks that each header compiles alone
endif()
