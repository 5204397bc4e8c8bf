#include "strict_json.hpp"

#include <algorithm>
#include <ansatz/error.hpp>
#include <functional>
#include <nlohmann/json.hpp>
#include <utility>

namespace ansatz {
namespace {

using nlohmann::json;

/// Builds the tree while the library reads.
class builder final : public nlohmann::json_sax<json> {
 public:
  builder(const std::string& what, std::size_t deepest) : what_{what}, deepest_{deepest} {}

  json_value take() { return std::move(root_); }

  bool null() override { return put(nullptr); }
  bool boolean(bool x) override { return put(x); }
  bool number_integer(std::int64_t x) override { return put(x); }
  bool number_unsigned(std::uint64_t x) override { return put(x); }
  bool number_float(double x, const std::string&) override { return put(x); }
  bool string(std::string& x) override { return put(std::move(x)); }
  bool binary(json::binary_t&) override { return false; }  // JSON has none

  bool start_object(std::size_t) override { return open(json_value::object{}); }
  bool start_array(std::size_t) override { return open(json_value::list{}); }
  bool key(std::string& name) override {
    std::get<json_value::object>(open_.back()->is).push_back({std::move(name), {}});
    return true;
  }
  bool end_object() override {
    auto& members = std::get<json_value::object>(open_.back()->is);
    std::ranges::sort(members, {}, &json_value::entry::name);
    if (const auto twice = std::ranges::adjacent_find(members, {}, &json_value::entry::name);
        twice != members.end())
      throw corrupt_error(what_ + ": the key \"" + printable(twice->name) + "\" comes twice");
    open_.pop_back();
    return true;
  }
  bool end_array() override {
    open_.pop_back();
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const json::exception&) override { return false; }

 private:
  template <class Value>
  bool put(Value&& x) {
    place()->is = std::forward<Value>(x);
    return true;
  }
  template <class Container>
  bool open(Container empty) {
    if (open_.size() == deepest_) throw corrupt_error(what_ + ": it is nested too deeply");
    json_value* at = place();
    at->is = std::move(empty);
    open_.push_back(at);
    return true;
  }
  /// Where the next value goes. What is open does not move, since only the innermost of them grows.
  json_value* place() {
    if (open_.empty()) return &root_;
    if (auto* items = std::get_if<json_value::list>(&open_.back()->is)) return &items->emplace_back();
    return &std::get<json_value::object>(open_.back()->is).back().value;
  }

  const std::string& what_;
  std::size_t deepest_;
  json_value root_;
  std::vector<json_value*> open_;
};

}  // namespace

const json_value* json_value::member(std::string_view name) const {
  const auto* members = get_if<object>();
  if (members == nullptr) return nullptr;
  const auto at = std::ranges::lower_bound(*members, name, std::ranges::less{}, &json_value::entry::name);
  return at == members->end() || at->name != name ? nullptr : &at->value;
}

json_value parse_strictly(std::string_view text, const std::string& what, std::size_t deepest) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || text[first] != '{')
    throw corrupt_error(what + ": it does not begin with a brace");
  if (text.find('\0') != std::string_view::npos) throw corrupt_error(what + ": there is a byte 0 in it");
  builder built{what, deepest};
  if (!json::sax_parse(text, &built)) throw corrupt_error(what + ": it is no JSON");
  return built.take();
}

std::string json_text(const std::string& text) {
  try {
    return json(text).dump();
  } catch (const json::exception&) {
    throw domain_error("a text that is to be JSON is not UTF-8");
  }
}

std::string json_number(double x) { return json(x).dump(); }

}  // namespace ansatz
