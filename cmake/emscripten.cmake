# The toolchain file of the wasm presets: Emscripten's own, wherever it is on this machine.
include("${CMAKE_CURRENT_LIST_DIR}/machine.cmake")
include("${DOWNHILL_EMSCRIPTEN}/cmake/Modules/Platform/Emscripten.cmake")

# A flag of Node 20 that Node 22 and later no longer know: relaxed SIMD had to be asked for.
execute_process(
  COMMAND "${NODE_JS_EXECUTABLE}" -p "process.versions.node.split('.')[0] < 22"
  OUTPUT_VARIABLE downhill_node_is_old
  OUTPUT_STRIP_TRAILING_WHITESPACE)
if(downhill_node_is_old STREQUAL "true")
  set(CMAKE_CROSSCOMPILING_EMULATOR
      "${NODE_JS_EXECUTABLE};--experimental-wasm-relaxed-simd"
      CACHE STRING "Runs wasm programs" FORCE)
endif()
