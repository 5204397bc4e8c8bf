#pragma once
#include <ansatz/bits.hpp>
#include <concepts>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ansatz::experiment {

/// What a column holds, said once for the text, for the JSON and for the charts.
struct column {
  std::string name;       ///< in JSON, its own among the table's columns
  std::string unit;       ///< of its numbers; empty for names and for what is counted
  int digits = 0;         ///< after the point, in the text
  std::string head = {};  ///< in the text; empty: the name, with spaces
  bool plus = false;      ///< in the text, a sign before positive numbers, too
};

/// A cell: a name, a whole number, a real one, or nothing (null in JSON).
class value {
 public:
  value() = default;
  // Compiled once: g++ 12 sees reads that are not there where a copy is inlined.
  value(const value&);
  value(value&&) noexcept;
  value& operator=(const value&);
  value& operator=(value&&) noexcept;
  ~value();
  template <std::signed_integral T>
  value(T n) : is_{std::int64_t{n}} {}
  template <std::unsigned_integral T>
  value(T n) : is_{std::uint64_t{n}} {}
  value(double x) : is_{x} {}
  value(bits b) : is_{b.to_double()} {}
  value(std::string text) : is_{std::move(text)} {}
  value(const char* text) : is_{std::string{text}} {}
  template <class T>
  value(const std::optional<T>& x) {
    if (x) is_ = value{*x}.is_;
  }

  std::string text(const column& c) const;
  std::optional<double> number() const;

 private:
  friend class results;
  std::variant<std::monostate, std::string, std::int64_t, std::uint64_t, double> is_;
};

/// Rows of values under described columns.
class table {
 public:
  table(std::string name, std::vector<column> columns)
      : name_{std::move(name)}, columns_{std::move(columns)} {}

  /// A row, as long as there are columns; throws `domain_error` otherwise.
  void add(std::vector<value> row);
  bool empty() const { return rows_.empty(); }
  /// A line before the next row, in the text only.
  void rule();
  /// What stands below the table in the text.
  void note(std::string text) { note_ = std::move(text); }

  std::string text() const;
  /// For charts: two columns, as far as both have numbers. Throws `domain_error` where there is no such column.
  std::vector<std::pair<double, double>> points(const std::string& x, const std::string& y) const;

 private:
  friend class results;
  std::size_t index_of(const std::string& column) const;

  std::string name_, note_;
  std::vector<column> columns_;
  std::vector<std::vector<value>> rows_;
  std::vector<std::size_t> rules_;  // of rows that have a line before them
};

/// All that an experiment has to say: what it was set to, and tables. One schema for all (docs/report.md).
class results {
 public:
  /// Tables are printed to `to`.
  explicit results(std::string experiment, std::FILE* to = stdout)
      : experiment_{std::move(experiment)}, to_{to} {}

  void set(std::string setting, value v) { settings_.emplace_back(std::move(setting), std::move(v)); }
  /// Prints the table, and keeps it.
  void add(table t);
  std::string json() const;

 private:
  std::string experiment_;
  std::FILE* to_;
  std::vector<std::pair<std::string, value>> settings_;
  std::vector<table> tables_;
};

}  // namespace ansatz::experiment
