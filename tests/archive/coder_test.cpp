#include <ansatz/archive/coder.hpp>

#include "archive/coder_check.hpp"
#include "archive/tiny_images.hpp"
#include "archive/toy_coder.hpp"

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

}  // namespace
}  // namespace ansatz
