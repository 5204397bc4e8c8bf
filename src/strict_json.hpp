#pragma once
#include <ansatz/error.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ansatz {

/// The JSON object that these bytes are, read in one way only: it begins with its brace, after blanks at most,
/// no key comes twice in it, at whatever depth, there is no byte 0, which the parser takes for the end, and it
/// is nested `deepest` deep at most. Throws `corrupt_error`, beginning with `what`, for anything else.
inline nlohmann::json parse_strictly(std::string_view text, const std::string& what,
                                     std::size_t deepest = 16) {
  using nlohmann::json;
  const auto refuse = [&](const std::string& why) { throw corrupt_error(what + ": " + why); };
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || text[first] != '{') refuse("it does not begin with a brace");
  if (text.find('\0') != std::string_view::npos) refuse("there is a byte 0 in it");
  std::vector<std::set<std::string>> keys;  // of the objects that are open; a list has none
  const auto look = [&](int, json::parse_event_t event, json& parsed) {
    switch (event) {
      case json::parse_event_t::object_start:
      case json::parse_event_t::array_start:
        if (keys.size() == deepest) refuse("it is nested too deeply");
        keys.emplace_back();
        break;
      case json::parse_event_t::object_end:
      case json::parse_event_t::array_end:
        keys.pop_back();
        break;
      case json::parse_event_t::key:
        if (!keys.back().insert(parsed.get<std::string>()).second)
          refuse("the key \"" + printable(parsed.get<std::string>()) + "\" comes twice");
        break;
      case json::parse_event_t::value:
        break;
    }
    return true;
  };
  try {
    return json::parse(text, look);
  } catch (const json::exception&) {
    throw corrupt_error(what + ": it is no JSON");
  }
}

}  // namespace ansatz
