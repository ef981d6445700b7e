# How everything of ours is compiled, and why. All targets link to downhill_flags.
add_library(downhill_flags INTERFACE)

target_compile_options(
  downhill_flags
  INTERFACE
    # Our own code has no warning; each of these has found real faults.
    -Wall
    -Wextra
    -Wshadow
    -Werror
    # a*b+c stays two roundings unless a kernel asks for the fused one: the same digits on every machine.
    -ffp-contract=off
    # No sqrt of ours sets errno, and no trap is caught: only so can loops with roots and selections become SIMD.
    -fno-math-errno
    -fno-trapping-math)

# GCC 12 sees uninitialised, out-of-range and overlapping accesses in inlined library code that no path reaches.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(downhill_flags INTERFACE -Wno-maybe-uninitialized -Wno-array-bounds -Wno-stringop-overread -Wno-restrict)
endif()

if(EMSCRIPTEN)
  target_compile_options(
    downhill_flags
    INTERFACE
      # The parser of the document throws; wasm's own exceptions cost nothing where none is thrown.
      -fwasm-exceptions
      # Nothing asks for a type while the program runs; the names of all types would be a twentieth of the module.
      -fno-rtti
      # Eigen knows no wasm: Emscripten lowers these SSE intrinsics one to one to 128-bit wasm SIMD.
      -msimd128
      -msse4.2
      # memory.copy and memory.fill are slow calls for the few bytes that a small layer moves; the library's
      # memcpy handles those in wasm itself and uses memory.copy where it pays.
      -mno-bulk-memory-opt)
  target_link_options(downhill_flags INTERFACE -fwasm-exceptions -fno-rtti)
  if(DOWNHILL_RELAXED)
    # Fused multiply-add and the other relaxed instructions, for the kernels that ask for them.
    target_compile_options(downhill_flags INTERFACE -mrelaxed-simd)
    target_compile_definitions(downhill_flags INTERFACE DOWNHILL_RELAXED)
  endif()
  # Shared memory takes only objects with atomics; memory of one thread takes them too, and every engine that has SIMD
  # has atomics. So both modules are linked from the same objects.
  target_compile_options(downhill_flags INTERFACE -pthread)
else()
  find_package(Threads REQUIRED)
  target_link_libraries(downhill_flags INTERFACE Threads::Threads)
endif()

# What this target links to may start threads. Natively every program may.
function(downhill_use_threads target)
  target_compile_definitions(${target} PRIVATE DOWNHILL_THREADS)
  if(EMSCRIPTEN)
    target_link_options(${target} PRIVATE -pthread)
  endif()
endfunction()
