# The headers alone, fetched: of all packages only Boost may be looked for.
include(${CMAKE_CURRENT_LIST_DIR}/steps.cmake)
set(none)
foreach(package benchmark BZip2 CLI11 Eigen3 fmt GTest LibLZMA nlohmann_json PkgConfig PNG rapidcheck TBB Threads Torch ZLIB)
  list(APPEND none -DCMAKE_DISABLE_FIND_PACKAGE_${package}=ON)
endforeach()
configure(${CMAKE_CURRENT_LIST_DIR}/headers -DANSATZ_SOURCE=${SOURCE} ${none})
step(${CMAKE_COMMAND} --build ${WORK}/build --config ${CONFIG})
step(${WORK}/build/consumer)
