#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/stack/bytes.hpp>
#include <ansatz/stack/exact.hpp>
#include <ansatz/stack/lanes.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/testing/midlife.hpp>
#include <array>
#include <bit>
#include <optional>
#include <utility>

#include "targets.hpp"

namespace ansatz::fuzz {
namespace {

/// A head and a tail as they are defined (rans.hpp), in numbers of 128 bits, a word at a time.
template <class Layout>
struct defined_stack {
  static constexpr unsigned word_bits = Layout::word_bits;
  static constexpr uint128 lower = uint128{1} << Layout::lower_bits;

  uint128 head;
  std::vector<typename Layout::word_type> tail;
  supply below;
  std::uint64_t taken;

  void spill() {
    tail.push_back(static_cast<typename Layout::word_type>(head));
    head >>= word_bits;
  }
  void refill() {
    if (tail.empty())
      tail.push_back(static_cast<typename Layout::word_type>(below.word(taken++) >> (64 - word_bits)));
    head = head << word_bits | tail.back();
    tail.pop_back();
  }
  void bring_into(uint128 from) {
    while (head >= from << word_bits) spill();
    while (head < from) refill();
  }
  void push(const interval& i, std::uint32_t n) {
    const uint128 k = lower / n;
    bring_into(k * i.freq);
    head = head / i.freq * n + head % i.freq + i.start;
    bring_into(lower);
  }
  std::uint32_t peek(std::uint32_t n) {
    bring_into(lower / n * n);
    return static_cast<std::uint32_t>(head % n);
  }
  void pop(const interval& i, std::uint32_t n) {
    const std::uint32_t cell = peek(n);
    head = head / n * i.freq + (cell - i.start);
    bring_into(lower);
  }
  template <class S>
  bool is(const S& s) const {
    return s.head() == head && std::ranges::equal(s.words(), tail) && s.taken() == taken;
  }
};

/// Who owns a cell where every symbol has about `width` of them, cut at `n`.
interval owner_of(std::uint32_t cell, std::uint32_t width, std::uint32_t n) {
  const std::uint32_t start = cell / width * width;
  return {start, std::min(width, n - start)};
}

/// A total, an interval of it, and whether shifts may serve for divisions.
struct operation {
  std::uint32_t n;
  interval what;
  bool shifts;

  operation(taker& t, std::uint32_t most) {
    n = std::clamp<std::uint32_t>(static_cast<std::uint32_t>(t.of_any_size(32)), 1, most);
    what.freq = static_cast<std::uint32_t>(1 + t.of_any_size(31) % n);
    what.start = static_cast<std::uint32_t>(t.of_any_size(31) % (n - what.freq + 1));
    shifts = std::has_single_bit(n) && t.coin();
  }
};

template <class S>
void push(S& s, const operation& o) {
  if (o.shifts)
    s.push(o.what, precision{static_cast<unsigned>(std::countr_zero(o.n))});
  else
    s.push(o.what, total{o.n});
}

template <class S, class Find>
void pop(S& s, const operation& o, Find find) {
  if (o.shifts)
    s.pop(precision{static_cast<unsigned>(std::countr_zero(o.n))}, find);
  else
    s.pop(total{o.n}, find);
}

/// Gives the interval that must be found.
auto finds(const interval& i) {
  return [i](std::uint32_t cell) {
    require(i.holds(cell), "a pop finds what was pushed");
    return found<int>{0, i};
  };
}

/// Pushes and pops by the input, each against the definition; then all undone.
template <class Layout>
void against_the_definition(taker& t) {
  using stack = basic_rans_stack<Layout>;
  const stack before = testing::midlife<stack>::from(t.take<std::uint16_t>());
  stack s = before;
  defined_stack<Layout> defined{
      before.head(), {before.words().begin(), before.words().end()}, before.below(), before.taken()};
  std::vector<std::pair<bool, operation>> done;
  while (!t.at_end() && done.size() < 300) {
    const bool pushes = t.coin();
    operation o{t, stack::max_total};
    if (pushes) {
      push(s, o);
      defined.push(o.what, o.n);
    } else {
      const std::uint32_t width = o.what.freq;
      pop(s, o, [&](std::uint32_t cell) {
        require(defined.peek(o.n) == cell, "the cell is that of the definition");
        o.what = owner_of(cell, width, o.n);
        return found<int>{0, o.what};
      });
      defined.pop(o.what, o.n);
    }
    require(defined.is(s), "the stack is that of the definition");
    done.emplace_back(pushes, o);
  }
  require(from_bytes<Layout>(to_bytes(s), s.below(), s.taken()) == s, "bytes hold the stack");
  for (; !done.empty(); done.pop_back()) {
    const auto& [pushed, o] = done.back();
    if (pushed)
      pop(s, o, finds(o.what));
    else
      push(s, o);
  }
  require(s == before, "all undone, the stack is the one from before");
}

/// Pushes, and pops of what was pushed last, on both: the same symbols, and the same content within the stated slack.
template <class Layout>
void against_the_exact_stack(taker& t) {
  using stack = basic_rans_stack<Layout>;
  testing::slack_meter<stack> s{testing::midlife<stack>::from(t.take<std::uint16_t>())};
  testing::slack_meter<exact_stack> exact{testing::midlife<exact_stack>::from(1)};
  const bits before = s.content(), exact_before = exact.content();
  std::vector<operation> pushed;
  for (int steps = 0; !t.at_end() && steps < 300; ++steps) {
    if (pushed.empty() || t.below(3) > 0) {
      pushed.emplace_back(t, stack::max_total);
      push(s, pushed.back());
      push(exact, pushed.back());
    } else {
      pop(s, pushed.back(), finds(pushed.back().what));
      pop(exact, pushed.back(), finds(pushed.back().what));
      pushed.pop_back();
    }
    const bits apart = (s.content() - before) - (exact.content() - exact_before),
               slack = s.slack() + exact.slack();
    require(apart <= slack && -apart <= slack, "the content is that of the exact stack");
  }
}

/// Many elements at once against one by one, on all lanes and on some, and a lane against the stack of its head.
template <class Stack>
void on_lanes(taker& t) {
  using one_head = basic_rans_stack<typename Stack::layout_type>;
  constexpr std::size_t lanes = Stack::lanes();
  const Stack before = testing::midlife<Stack>::from(t.take<std::uint16_t>());
  Stack s = before, by_one = before;
  for (int steps = 0; !t.at_end() && steps < 40; ++steps) {
    const std::size_t first = t.below(lanes), width = t.within(1, static_cast<std::uint32_t>(lanes - first)),
                      count = t.below(200);
    const unsigned bits = t.below(std::bit_width(Stack::max_total));
    const std::uint32_t n = std::uint32_t{1} << bits;
    const std::uint64_t seed = t.take<std::uint16_t>(), kind = t.below(4);
    const supply random = supply::seeded(seed);
    const lane_range on{first, width};
    auto view = view_lanes(s, first, width);
    std::vector<std::uint32_t> starts, freqs;
    const auto any_interval = [&](std::size_t j) {
      const auto freq = static_cast<std::uint32_t>(1 + (random.word(2 * j) >> random.word(j) % 64) % n);
      return interval{static_cast<std::uint32_t>(random.word(2 * j + 1) % (n - freq + 1)), freq};
    };
    if (kind < 2) {
      for (std::size_t j = 0; j < count; ++j)
        starts.push_back(any_interval(j).start), freqs.push_back(any_interval(j).freq);
      if (kind == 0)
        s.push_each_on(on, starts, freqs, precision{bits});
      else
        push_each(view, std::span<const std::uint32_t>{starts}, std::span<const std::uint32_t>{freqs},
                  total{n});
      for (std::size_t j = count; j-- > 0;)
        by_one.push_on(first + j % width, interval{starts[j], freqs[j]}, total{n});
    } else if (kind == 2) {
      starts.resize(count), freqs.resize(count);
      s.pop_each_on(on, count, precision{bits},
                    [&](std::size_t from, auto cells, auto starts_out, auto freqs_out) {
                      for (std::size_t j = 0; j < cells.size(); ++j) {
                        const interval i = owner_of(cells[j], any_interval(from + j).freq, n);
                        starts[from + j] = starts_out[j] = i.start, freqs[from + j] = freqs_out[j] = i.freq;
                      }
                    });
      for (std::size_t j = 0; j < count; ++j)
        by_one.pop_on(first + j % width, precision{bits}, [&](std::uint32_t cell) {
          require(interval{starts[j], freqs[j]}.holds(cell), "the cell is the same at once and one by one");
          return found<int>{0, {starts[j], freqs[j]}};
        });
    } else {
      one_head one{s.head(first), {s.words().begin(), s.words().end()}, s.below(), s.taken()};
      for (std::size_t j = 0; j < count % 16; ++j) {
        s.push_on(first, any_interval(j), total{n});
        by_one.push_on(first, any_interval(j), total{n});
        one.push(any_interval(j), total{n});
      }
      require(one == one_head{s.head(first), {s.words().begin(), s.words().end()}, s.below(), s.taken()},
              "a lane and the tail are a stack");
    }
    require(s == by_one, "at once is one by one");
  }
}

}  // namespace

void fuzz_stacks(input in) {
  taker t{in};
  const auto of = [&]<class Layout>(Layout) {
    if (t.coin())
      against_the_definition<Layout>(t);
    else
      against_the_exact_stack<Layout>(t);
  };
  switch (t.below(3)) {
    case 0:
      return of(rans_stack::layout_type{});
    case 1:
      return of(testing::rans_stack_16_8::layout_type{});
    default:
      return of(testing::rans_stack_32_8::layout_type{});
  }
}

void fuzz_lanes(input in) {
  taker t{in};
  switch (t.below(4)) {
    case 0:
      return on_lanes<vector_stack<8>>(t);
    case 1:
      return on_lanes<vector_stack<16>>(t);
    case 2:
      return on_lanes<vector_stack<64>>(t);
    default:
      return on_lanes<testing::vector_stack_32_8<5>>(t);
  }
}

/// Any bytes are one stack or none, and that stack gives them back.
void fuzz_bytes(input in) {
  const auto all = std::as_bytes(in);
  const auto read = [&]<class Layout>(Layout) {
    std::optional<basic_rans_stack<Layout>> s;
    try {
      s = from_bytes<Layout>(all, supply::seeded(1), 3);
    } catch (const corrupt_error&) {
      return;
    }
    const auto again = to_bytes(*s);
    require(std::ranges::equal(again, all), "a stack is written as it stood");
  };
  read(rans_stack::layout_type{});
  read(testing::rans_stack_16_8::layout_type{});
  read(testing::rans_stack_32_8::layout_type{});
}

}  // namespace ansatz::fuzz
