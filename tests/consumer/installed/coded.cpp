#include <ansatz/ansatz.hpp>
#include <ansatz/io/digits.hpp>
#include <ansatz/io/hash.hpp>
#include <array>
#include <cstdio>
#include <registry/registry.hpp>

/// What codecs give that a consumer's compiler has compiled, and those of the libraries: the hashes of their bytes, one a line.
namespace {

using namespace ansatz;

template <class Codec>
void show(const char* name, const Codec& codec, const typename Codec::symbol_type& x) {
  rans_stack s{supply::seeded(1)};
  for (int i = 0; i < 100; ++i) codec.push(s, x);
  std::printf("%s %s\n", name, hash_hex(hash64(to_bytes(s))).c_str());
  for (int i = 0; i < 100; ++i)
    if (codec.pop(s) != x) std::printf("%s: another symbol\n", name);
}

void show_all() {
  const auto symbols = [](std::size_t n, std::uint32_t below) {
    std::vector<std::uint32_t> out;
    for (std::size_t i = 0; i < n; ++i)
      out.push_back(static_cast<std::uint32_t>(supply::seeded(2).word(i) >> 32) % below);
    return out;
  };
  show("categorical", repeat(3, categorical(weights_from_probabilities(std::array{0.1, 0.2, 0.7}), 16)),
       {2, 0, 1});
  show("alias", repeat(50, alias(std::array<std::uint32_t, 8>{3, 1, 4, 1, 5, 9, 2, 7})), symbols(50, 8));
  show("multiset", multiset(20, uniform(9)), [&] {
    auto x = symbols(20, 9);
    std::ranges::sort(x);
    return x;
  }());
  for (const char* name : {"context_mixing", "bb_ans", "bit_swap", "hilloc"}) {
    const codec_entry& entry = find_codec(registered_codecs(), name);
    const image_set images = drawn_digit_images(20, 3);
    for (const auto& c : all_coders(std::span{&entry, 1}, {}))
      if (c->objection(images).empty()) {
        const auto bytes = format_container(c->compress(images, {}));
        std::printf("%s %s\n", name, hash_hex(hash64(bytes)).c_str());
        if (c->decompress(parse_container(bytes)) != data_set{images})
          std::printf("%s: other images\n", name);
        break;
      }
  }
}

}  // namespace

int main() {
  try {
    show_all();
  } catch (const ansatz::error& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
  }
}
