# Installation, and the package that find_package(ansatz) finds: every library that this build has, as ansatz::<name>.
include(CMakePackageConfigHelpers)

install(TARGETS ansatz ansatz_headers ${ansatz_libraries} EXPORT ansatz
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY include/ansatz DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
if(NOT ANSATZ_HEADERS_ONLY)
  install(DIRECTORY codecs/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/ansatz/codecs
    FILES_MATCHING PATTERN "*.hpp" PATTERN "*_layers.hpp" EXCLUDE PATTERN "private" EXCLUDE)  # what only a codec's own sources include
endif()

set(ansatz_package ${CMAKE_INSTALL_LIBDIR}/cmake/ansatz)
install(EXPORT ansatz NAMESPACE ansatz:: FILE ansatzTargets.cmake DESTINATION ${ansatz_package})
configure_package_config_file(src/ansatzConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/ansatzConfig.cmake
  INSTALL_DESTINATION ${ansatz_package})
# Before version 1 the bytes of a file may change with the minor version, so that another minor version does not do.
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/ansatzConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/ansatzConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/ansatzConfigVersion.cmake
  DESTINATION ${ansatz_package})
