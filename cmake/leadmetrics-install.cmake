# Installs the headers, a CMake package with components, and pkg-config files.

include(CMakePackageConfigHelpers)
set(leadmetrics_cmake_dir "${CMAKE_INSTALL_LIBDIR}/cmake/leadmetrics")

foreach(target IN LISTS leadmetrics_targets)
  install(TARGETS ${target} EXPORT ${target}-targets FILE_SET HEADERS)
  install(EXPORT ${target}-targets NAMESPACE leadmetrics:: DESTINATION "${leadmetrics_cmake_dir}")
endforeach()

configure_package_config_file(cmake/leadmetrics-config.cmake.in "${PROJECT_BINARY_DIR}/leadmetrics-config.cmake"
  INSTALL_DESTINATION "${leadmetrics_cmake_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/leadmetrics-config-version.cmake" COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES cmake/leadmetrics-dependencies.cmake "${PROJECT_BINARY_DIR}/leadmetrics-config.cmake"
  "${PROJECT_BINARY_DIR}/leadmetrics-config-version.cmake" DESTINATION "${leadmetrics_cmake_dir}")

foreach(package IN ITEMS leadmetrics leadmetrics-tz leadmetrics-parallel leadmetrics-json)
  configure_file(cmake/${package}.pc.in "${PROJECT_BINARY_DIR}/${package}.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/${package}.pc" DESTINATION "${CMAKE_INSTALL_DATADIR}/pkgconfig")
endforeach()
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")
