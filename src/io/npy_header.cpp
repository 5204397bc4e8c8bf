#include "npy_header.hpp"

#include <algorithm>
#include <ansatz/error.hpp>
#include <utility>

#include "formats.hpp"

namespace ansatz::formats {
namespace {

[[noreturn]] void fail(const std::string& what) { throw corrupt_error("npy: " + what); }

class literal_parser {
 public:
  explicit literal_parser(std::string_view text) : text_{text} {}

  npy_header parse() {
    expect('{');
    while (!next_is('}')) {
      const std::string key = word();
      expect(':');
      if (std::ranges::find(seen_, key) != seen_.end())
        fail("the key " + in_quotes(key) + " twice in the header");
      seen_.push_back(key);
      if (key == "descr") {
        if (next_is('[', false)) fail("a record of several types, not uint8: save one array of uint8");
        out_.type = word();
      } else if (key == "fortran_order") {
        out_.columns_first = truth();
      } else if (key == "shape") {
        tuple();
      } else {
        fail("an unknown key in the header: " + in_quotes(key));
      }
      if (!next_is(',') && !next_is('}', false)) fail_here();
    }
    skip();
    if (at_ != text_.size()) fail_here();
    if (seen_.size() != 3) fail("a header without type, order and shape");
    return std::move(out_);
  }

 private:
  [[noreturn]] void fail_here() const {
    fail("the header cannot be read from its byte " + std::to_string(at_) +
         " on: " + in_quotes(text_.substr(at_)));
  }
  void skip() { at_ = std::min(text_.find_first_not_of(" \n\t", at_), text_.size()); }
  bool next_is(char c, bool take = true) {
    skip();
    const bool is = at_ < text_.size() && text_[at_] == c;
    if (is && take) ++at_;
    return is;
  }
  void expect(char c) {
    if (!next_is(c)) fail_here();
  }
  std::string word() {
    skip();
    const char quote = at_ < text_.size() ? text_[at_] : '\0';
    const std::size_t end =
        quote == '\'' || quote == '"' ? text_.find(quote, at_ + 1) : std::string_view::npos;
    if (end == std::string_view::npos) fail_here();
    std::string out{text_.substr(at_ + 1, end - at_ - 1)};
    at_ = end + 1;
    return out;
  }
  bool truth() {
    skip();
    for (const bool value : {true, false}) {
      const std::string_view name = value ? "True" : "False";
      if (text_.substr(at_).starts_with(name)) {
        at_ += name.size();
        return value;
      }
    }
    fail_here();
  }
  void tuple() {
    expect('(');
    while (!next_is(')')) {
      const std::size_t end = std::min(text_.find_first_not_of("0123456789", at_), text_.size());
      if (end == at_ || end - at_ > 10) fail_here();
      std::uint64_t n = 0;
      for (; at_ < end; ++at_) n = 10 * n + static_cast<std::uint64_t>(text_[at_] - '0');
      out_.shape.push_back(n);
      if (!next_is(',') && !next_is(')', false)) fail_here();
      if (out_.shape.size() > 8) fail("more than 8 dimensions");
    }
  }

  npy_header out_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<std::string> seen_;
};

}  // namespace

npy_header npy_header_of(std::string_view text) { return literal_parser{text}.parse(); }

}  // namespace ansatz::formats
