#pragma once
// What nearly every test includes, precompiled. A header of the project is tested by its own file, which names it
// first, and house.every_header_compiles_alone compiles it with nothing before it.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <ansatz/testing/laws.hpp>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <numeric>
#include <random>
#include <span>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

// What most tests make of numbers, compiled once (instantiations.cpp).
extern template class rc::Gen<std::uint32_t>;
extern template class rc::Shrinkable<std::uint32_t>;
extern template class rc::Seq<rc::Shrinkable<std::uint32_t>>;
extern template rc::Gen<std::uint32_t> rc::gen::inRange<std::uint32_t>(std::uint32_t, std::uint32_t);
extern template void rc::show<std::uint32_t>(const std::uint32_t&, std::ostream&);
extern template std::string testing::PrintToString<std::uint32_t>(const std::uint32_t&);
