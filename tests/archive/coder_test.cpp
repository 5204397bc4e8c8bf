#include <ansatz/archive/coder.hpp>

#include "archive/coder_check.hpp"
#include "archive/tiny_images.hpp"
#include "archive/toy_coder.hpp"
#include "sentence_of.hpp"

namespace ansatz {
namespace {

const testing::toy_coder toy{"toy"};

TEST(coder, of_ones_own_brings_images_and_bytes_back) {
  image_set images = testing::noisy_images(9, {3, 4, 1}, 256);
  images.push_back(testing::noisy_images(1, {2, 2, 3}, 256).front());
  testing::expect_round_trips(toy, images);
  testing::expect_round_trips(toy, byte_string{1, 2, 3});
  const container two = toy.compress(images, {.chains = 2});
  testing::expect_damage_is_noticed(toy, format_container(two), 200);
  testing::expect_lies_are_noticed(toy, two);
  container none = two;
  none.chunks.front().chains.clear();
  EXPECT_THROW(toy.decompress(none), corrupt_error);
}

TEST(coder, says_what_it_does_not_take_and_whose_a_file_is) {
  const testing::toy_coder small{"small", 4};
  EXPECT_THROW(small.compress(byte_string{4}, {}), domain_error);
  EXPECT_THROW(small.sample(1, 0), domain_error) << "it has no model";
  EXPECT_EQ(small.ideal(byte_string{1}, 0), std::nullopt);
  EXPECT_EQ(small.losses(byte_string{1}, 0).has_value(), false);
  EXPECT_EQ(small.fingerprint(), 0u);
  testing::expect_refused(small, format_container(toy.compress(byte_string{1}, {})), "another codec's");
}

TEST(rate_losses, add_up) {
  const rate_losses l{bits::whole(7), {{"a", bits::whole(2)}, {"b", bits::whole(-1)}}};
  EXPECT_EQ(l.expected(), bits::whole(8));
}

/// Keeps bytes and not their order: they come back sorted, by chains.
class sorting_coder final : public coder {
 public:
  std::string codec() const override { return "sorting"; }
  std::vector<std::string> kinds() const override { return {"bytes"}; }
  comparison compare(const data_set& decoded, const data_set& coded, const parameter_values&) const override {
    return {sorted(decoded) == sorted(coded)};
  }
  static byte_string sorted(const data_set& bytes) {
    byte_string out = std::get<byte_string>(bytes);
    std::ranges::sort(out);
    return out;
  }

 private:
  std::vector<std::uint64_t> push(metered<rans_stack>& s, const data_view& items, const coding_options& o,
                                  const items_told& told) const override {
    std::optional<data_set> given;
    return push_giving(s, items, o, told, given);
  }
  std::vector<std::uint64_t> push_giving(metered<rans_stack>& s, const data_view& items,
                                         const coding_options&, const items_told& told,
                                         std::optional<data_set>& given) const override {
    byte_string bytes = sorted(copy_of(items));
    for (std::size_t i = bytes.size(); i-- > 0;) uniform(256).push(s, bytes[i]);
    told(bytes.size());
    if (copy_of(items) != data_set{bytes}) given = std::move(bytes);
    return {};
  }
  data_set pop(rans_stack& s, const data_shape& shape, std::span<const std::uint64_t>,
               const parameter_values&, const items_told& told) const override {
    byte_string out;
    for (std::uint64_t i = 0; i < std::get<byte_count>(shape).count; ++i)
      out.push_back(static_cast<std::uint8_t>(uniform(256).pop(s)));
    told(out.size());
    return out;
  }
};

TEST(coder, hashes_what_comes_back_where_that_is_something_else) {
  const sorting_coder c;
  const byte_string data{5, 3, 4, 1, 2, 2, 9, 8};
  for (const std::uint64_t chains : {1u, 2u, 3u}) {
    const container file = c.compress(data, {.chains = chains, .threads = 2});
    const data_set back = c.decompress(parse_container(format_container(file)));
    EXPECT_NE(back, data_set{data});
    EXPECT_EQ(file.chunks.front().original, hash_of(back));
    EXPECT_TRUE(c.gives_back(back, data, {}));
  }
  EXPECT_FALSE(c.gives_back(byte_string{1}, byte_string{2}, {}));
  const data_set back = c.decompress(c.compress(data, {.chains = 2}));
  EXPECT_EQ(back, (data_set{byte_string{1, 3, 4, 5, 2, 2, 8, 9}}))
      << "the second chain holds the items themselves or others";
}

TEST(coder, is_not_asked_for_kinds_that_it_does_not_take) {
  const sorting_coder c;
  EXPECT_EQ(c.objection(image_set{}), "sorting does not take images");
  EXPECT_EQ(toy.objection(graph_set{graph{}}), "toy does not take graphs");
  chunk graphs = header_for(graph_set{graph{}});
  graphs.codec = "toy";
  graphs.chains = {{1, 0, std::vector<std::byte>(8)}};
  EXPECT_EQ(testing::sentence_of([&] { toy.decompress_chunk(graphs); }), "toy does not take graphs");
}

}  // namespace
}  // namespace ansatz
