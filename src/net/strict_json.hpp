#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ansatz {

/// JSON that was read. To take it apart allocates nothing, so that memory may end at any moment.
struct json_value {
  struct entry;
  using list = std::vector<json_value>;
  using object = std::vector<entry>;  ///< in ascending order of the names

  std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double, std::string, list, object> is;

  /// Null where it is another kind. Whole numbers that are not negative are std::uint64_t.
  template <class Kind>
  const Kind* get_if() const;
  /// The member of an object; null where there is none, or this is no object.
  const json_value* member(std::string_view name) const;
};

/// A member of an object.
struct json_value::entry {
  std::string name;
  json_value value;
};

template <class Kind>
const Kind* json_value::get_if() const {
  return std::get_if<Kind>(&is);
}

/// The JSON object that these bytes are, read in one way only: it begins with its brace, after blanks at most,
/// no key comes twice in it, at whatever depth, there is no byte 0, which the parser takes for the end, and it
/// is nested `deepest` deep at most. Throws `corrupt_error`, beginning with `what`, for anything else.
json_value parse_strictly(std::string_view text, const std::string& what, std::size_t deepest = 16);

/// A text as JSON spells it. Throws `domain_error` where it is not UTF-8.
std::string json_text(const std::string& text);
/// The shortest number that is read as this one, which is finite.
std::string json_number(double x);

}  // namespace ansatz
