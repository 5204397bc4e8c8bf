#pragma once
#include <ansatz/error.hpp>
#include <string>
#include <string_view>

namespace ansatz {

/// Does what is about a file: errors get its name in front, unless they have it already, or it has none.
template <class F>
decltype(auto) about(std::string_view name, F f) {
  const auto said = [&](const error& e) {
    const std::string_view what = e.what();
    const bool named = what.starts_with(name) && what.substr(name.size()).starts_with(": ");
    return named ? std::string{what} : std::string{name} + ": " + std::string{what};
  };
  if (name.empty()) return f();
  try {
    return f();
  } catch (const corrupt_error& e) {
    throw corrupt_error(said(e));
  } catch (const domain_error& e) {
    throw domain_error(said(e));
  } catch (const error& e) {
    throw error(said(e));
  }
}

}  // namespace ansatz
