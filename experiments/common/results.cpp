#include <fmt/format.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <common/memory.hpp>
#include <common/results.hpp>
#include <common/say.hpp>
#include <common/text_table.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

namespace ansatz::experiment {
namespace {

using object = nlohmann::ordered_json;

template <class... Cases>
struct overloaded : Cases... {
  using Cases::operator()...;
};

object json_of(const auto& is) {
  return std::visit(
      overloaded{[](std::monostate) { return object{}; }, [](const auto& x) { return object(x); }}, is);
}

}  // namespace

value::value(const value&) = default;
value::value(value&&) noexcept = default;
value& value::operator=(const value&) = default;
value& value::operator=(value&&) noexcept = default;
value::~value() = default;

std::string value::text(const column& c) const {
  return std::visit(
      overloaded{[](std::monostate) { return std::string{}; }, [](const std::string& text) { return text; },
                 [](std::int64_t n) { return std::to_string(n); },
                 [](std::uint64_t n) { return std::to_string(n); },
                 [&](double x) {
                   return c.plus ? fmt::format("{:+.{}f}", x, c.digits) : fmt::format("{:.{}f}", x, c.digits);
                 }},
      is_);
}

std::optional<double> value::number() const {
  if (const auto* n = std::get_if<std::int64_t>(&is_)) return static_cast<double>(*n);
  if (const auto* n = std::get_if<std::uint64_t>(&is_)) return static_cast<double>(*n);
  if (const auto* x = std::get_if<double>(&is_)) return *x;
  return {};
}

void table::add(std::vector<value> row) {
  if (row.size() != columns_.size())
    throw domain_error(name_ + ": a row has not as many values as there are columns");
  rows_.push_back(std::move(row));
}

void table::rule() { rules_.push_back(rows_.size()); }

std::string table::text() const {
  std::vector<std::vector<std::string>> rows(2);
  for (const column& c : columns_) {
    std::string head = c.head.empty() ? c.name : c.head;
    if (c.head.empty()) std::ranges::replace(head, '_', ' ');
    rows[0].push_back(legible(head));
    rows[1].push_back(c.unit);
  }
  const bool units = std::ranges::any_of(columns_, [](const column& c) { return !c.unit.empty(); });
  if (!units) rows.pop_back();
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    if (std::ranges::find(rules_, r) != rules_.end()) rows.emplace_back();
    auto& cells = rows.emplace_back();
    for (std::size_t i = 0; i < columns_.size(); ++i) cells.push_back(legible(rows_[r][i].text(columns_[i])));
  }
  std::string text = text_table(rows, units ? 2 : 1);
  if (!note_.empty()) text += "\n";
  std::istringstream lines{note_};
  for (std::string line; std::getline(lines, line);) text += legible(line) + "\n";
  return text;
}

std::size_t table::index_of(const std::string& column) const {
  const auto at = std::ranges::find(columns_, column, &column::name);
  if (at == columns_.end()) throw domain_error(name_ + " has no column " + column);
  return static_cast<std::size_t>(at - columns_.begin());
}

std::vector<std::pair<double, double>> table::points(const std::string& x, const std::string& y) const {
  const std::size_t i = index_of(x), j = index_of(y);
  std::vector<std::pair<double, double>> out;
  for (const auto& row : rows_)
    if (const auto a = row[i].number(), b = row[j].number(); a && b) out.emplace_back(*a, *b);
  return out;
}

void results::add(table t) {
  fmt::print(to_, "{}{}", tables_.empty() ? "" : "\n", t.text());
  std::fflush(to_);  // what is long in coming is to be seen as it comes
  tables_.push_back(std::move(t));
}

std::string results::json() const {
  object all{
      {"experiment", experiment_}, {"settings", object::object()}, {"peak_rss_bytes", peak_rss_bytes()}};
  for (const auto& [name, v] : settings_) all["settings"][name] = json_of(v.is_);
  all["tables"] = object::array();
  for (const table& t : tables_) {
    object columns = object::array(), rows = object::array();
    for (const column& c : t.columns_) columns.push_back({{"name", c.name}, {"unit", c.unit}});
    for (const auto& row : t.rows_) {
      object& o = rows.emplace_back(object::object());
      for (std::size_t i = 0; i < row.size(); ++i) o[t.columns_[i].name] = json_of(row[i].is_);
    }
    all["tables"].push_back({{"name", t.name_}, {"columns", std::move(columns)}, {"rows", std::move(rows)}});
  }
  // A name of a file need not be UTF-8, as JSON must: what is not is replaced.
  return all.dump(2, ' ', false, object::error_handler_t::replace) + "\n";
}

}  // namespace ansatz::experiment
