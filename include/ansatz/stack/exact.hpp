#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <boost/multiprecision/cpp_int.hpp>
#include <utility>

namespace ansatz {

/// ANS on one natural number of any size: the definition that streaming stacks approximate, and the oracle of
/// every law and rate. n -> (n / f) N + n % f + start is a bijection from the naturals onto the naturals
/// whose remainder by N lies in [start, start + f), so both laws hold without renormalisation and without
/// loss. Below 0 there are zeros. A push takes time proportional to the content.
class exact_stack {
 public:
  using integer = boost::multiprecision::cpp_int;

  exact_stack() = default;
  explicit exact_stack(integer value) : value_{std::move(value)} {
    if (value_ < 0) throw domain_error("exact_stack: the value must not be negative");
  }

  template <cells Cells = interval, total_like Total>
  void push(const Cells& i, Total n) {
    if (i.freq == 0) throw domain_error("push: the symbol has probability zero");
    if (!i.within(n.count())) throw domain_error("push: the interval does not lie in its total");
    integer quotient, remainder;
    divide_qr(value_, integer{i.freq}, quotient, remainder);
    value_ = quotient * n.count() + i.cell(remainder.convert_to<std::uint32_t>());
  }

  template <total_like Total, class Find>
  auto pop(Total n, Find&& find) {
    integer quotient, remainder;
    divide_qr(value_, integer{n.count()}, quotient, remainder);
    const auto cell = remainder.convert_to<std::uint32_t>();
    auto [symbol, owner] = find(cell);
    if (!owner.holds(cell)) throw domain_error("pop: the model names an interval that does not hold cell");
    if (owner.rank(cell) >= owner.freq)
      throw domain_error("pop: the model names a rank beyond its owner's cells");
    value_ = quotient * owner.freq + owner.rank(cell);
    return std::move(symbol);
  }

  const integer& value() const { return value_; }

  /// log2 of the value; of 0 and of 1 it is 0.
  bits content() const {
    if (value_ < 2) return {};
    const auto length = msb(value_) + 1;
    const auto drop = length > 64 ? length - 64 : 0;
    return bits::whole(static_cast<std::int64_t>(drop)) +
           log2_of(integer{value_ >> drop}.convert_to<std::uint64_t>());
  }

  friend bool operator==(const exact_stack&, const exact_stack&) = default;

 private:
  integer value_;
};

}  // namespace ansatz
