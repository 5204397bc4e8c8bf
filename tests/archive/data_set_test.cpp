#include <gtest/gtest.h>

#include <ansatz/archive/data_set.hpp>
#include <ansatz/error.hpp>

#include "archive/tiny_images.hpp"

namespace ansatz {
namespace {

using testing::noisy_images;

image_set mixed() {
  image_set all = noisy_images(3, {4, 5, 1}, 256);
  for (const image_shape& s : {image_shape{1, 1, 3}, {1, 1000, 1}, {7, 13, 3}, {7, 13, 3}, {300, 1, 1}})
    all.push_back(noisy_images(1, s, 256).front());
  return all;
}

/// A chunk that says it holds them.
chunk holding(const data_set& data) {
  chunk c = header_for(data);
  c.codec = "test";
  c.chains = {{items_of(data), 0, {}, {}}};
  return c;
}

TEST(data_set, is_counted_and_summed_up) {
  EXPECT_EQ(items_of(mixed()), 8u);
  EXPECT_EQ(dims_of(mixed()), 60u + 3 + 1000 + 2 * 273 + 300);
  EXPECT_EQ(items_of(byte_string(7)), 7u);
  EXPECT_EQ(dims_of(byte_string(7)), 7u);
  EXPECT_EQ(summary_of(mixed()), "8 images of 5 sizes");
  EXPECT_EQ(summary_of(noisy_images(2, {4, 5, 3}, 9)), "2 colour images of 4x5");
  EXPECT_EQ(summary_of(noisy_images(1, {4, 5, 1}, 9)), "1 grey image of 4x5");
  EXPECT_EQ(summary_of(image_set{}), "no images");
  EXPECT_EQ(summary_of(byte_string(1)), "1 byte");
  EXPECT_EQ(kind_of(mixed()), "images");
  EXPECT_EQ(none_of("bytes"), data_set{byte_string{}});
  EXPECT_EQ(none_of("graphs"), data_set{graph_set{}});
  EXPECT_THROW(none_of("graphs\x1b"), corrupt_error);
}

TEST(data_set, is_described_in_a_chunk_and_read_again) {
  for (const image_set& images : {mixed(), noisy_images(5, {3, 3, 1}, 2)}) {
    const chunk c = holding(images);
    EXPECT_EQ(shape_in(c), shape_of(images));
    EXPECT_NO_THROW(expect_original(c, images));
  }
  chunk text = holding(byte_string(12345));
  EXPECT_EQ(shape_in(text), data_shape{byte_count{12345}});
  EXPECT_THROW(expect_original(text, byte_string(12344)), corrupt_error);
  EXPECT_THROW(expect_original(text, image_set{}), corrupt_error);
  text.items = {std::byte{1}};
  EXPECT_THROW(shape_in(text), corrupt_error);
}

TEST(data_set, is_summed_up_in_parts) {
  data_summary s{"images"};
  for (const image& x : mixed()) s.add(shape_of(image_set{x}));
  EXPECT_EQ(s.text(), summary_of(mixed()));
  data_summary bytes{"bytes"};
  bytes.add(byte_count{5});
  bytes.add(byte_count{7});
  EXPECT_EQ(bytes.text(), "12 bytes");
}

TEST(data_set, is_cut_by_weight) {
  const data_set all = mixed(), text = byte_string{1, 2, 3};
  const auto within = [&](std::uint64_t weight) { return items_within(part_of(all, 0, 8), weight); };
  EXPECT_EQ(within(1), 1u) << "one at least";
  EXPECT_EQ(within(3 * (20 + weight_of_an_image)), 3u);
  EXPECT_EQ(within(3 * (20 + weight_of_an_image) + 34), 3u);
  EXPECT_EQ(within(3 * (20 + weight_of_an_image) + 35), 4u);
  EXPECT_EQ(within(most_in_a_chunk), 8u);
  EXPECT_EQ(items_within(part_of(text, 0, 3), 2), 2u);
  EXPECT_EQ(items_within(part_of(text, 0, 0), 2), 0u);
  data_set rest = all;
  EXPECT_EQ(take_first(rest, 3), copy_of(part_of(all, 0, 3)));
  EXPECT_EQ(rest, copy_of(part_of(all, 3, 5)));
  EXPECT_EQ(items_of(take_first(rest, 5)), 5u);
  EXPECT_EQ(items_of(rest), 0u);
}

TEST(data_set, hashes_numbers_sizes_and_kind) {
  const image_set a = noisy_images(2, {2, 6, 1}, 256);
  image_set turned = a, other = a;
  for (image& x : turned) x.shape = {3, 4, 1};
  other[1].pixels[3] ^= 1;
  EXPECT_NE(hash_of(a), hash_of(turned));
  EXPECT_NE(hash_of(a), hash_of(other));
  EXPECT_NE(hash_of(image_set{}), hash_of(byte_string{}));
  EXPECT_EQ(hash_of(a), hash_of(noisy_images(2, {2, 6, 1}, 256)));
}

TEST(data_set, is_cut_to_what_is_tried) {
  EXPECT_EQ(first_of(mixed(), 2, 1000), (data_set{image_set{mixed()[0], mixed()[1]}}));
  EXPECT_EQ(items_of(first_of(mixed(), 100, 50)), 2u);
  EXPECT_EQ(items_of(first_of(mixed(), 100, 1)), 1u) << "one at least";
  EXPECT_EQ(first_of(byte_string(9), 1, 4), data_set{byte_string(4)});
  for (const image_shape& shape : {image_shape{40, 30, 3}, {1, 900, 1}, {900, 1, 3}, {3, 5, 1}})
    for (const std::uint64_t dims : {1u, 3u, 50u, 899u, 3600u}) {
      image x{shape, std::vector<std::uint8_t>(shape.size())};
      for (std::size_t i = 0; i < x.pixels.size(); ++i) x.pixels[i] = static_cast<std::uint8_t>(7 * i);
      const image part = std::get<image_set>(first_of(image_set{x, x}, 1, dims)).at(0);
      EXPECT_EQ(part.pixels.size(), part.shape.size());
      EXPECT_LE(part.shape.size(), std::max<std::uint64_t>(dims, shape.channels));
      EXPECT_GE(8 * part.shape.size(), std::min<std::uint64_t>(dims, shape.size()))
          << shape.height << ' ' << dims;
      EXPECT_EQ(part == x, dims >= shape.size());
    }
}

TEST(data_set, is_the_sum_of_its_parts) {
  const data_set all = mixed();
  EXPECT_EQ(std::get<std::span<const image>>(part_of(all, 3, 2)).size(), 2u);
  EXPECT_EQ(shape_of_part(part_of(all, 3, 2)), part_of(shape_of(all), 3, 2));
  data_set sum = image_set{};
  for (std::uint64_t i = 0; i < 8; ++i) append(sum, image_set{mixed()[i]});
  EXPECT_EQ(sum, all);
  data_set text = byte_string{1, 2};
  append(text, byte_string{3});
  EXPECT_EQ(text, (data_set{byte_string{1, 2, 3}}));
  EXPECT_EQ(part_of(shape_of(text), 1, 2), data_shape{byte_count{2}});
  EXPECT_THROW(append(text, image_set{}), domain_error);
}

TEST(data_set, refuses_what_is_no_image) {
  for (const image& bad : {image{{0, 3, 1}, {}}, image{{1, 1, 2}, {1, 2}}, image{{1, 2, 1}, {1}}})
    EXPECT_THROW(header_for(image_set{bad}), domain_error);
}

/// Every byte of a description counts, and there is one spelling.
TEST(data_set, refuses_descriptions_that_no_encoder_writes) {
  const chunk good = holding(mixed());
  for (std::size_t n = 0; n < good.items.size(); ++n) {
    chunk bad = good;
    bad.items.resize(n);
    EXPECT_THROW(shape_in(bad), corrupt_error) << n;
    for (const unsigned flip : {1u, 2u, 128u}) {
      bad = good;
      bad.items[n] ^= static_cast<std::byte>(flip);
      try {
        EXPECT_NE(shape_in(bad), shape_in(good)) << n;
      } catch (const corrupt_error&) {
      }
    }
  }
  const auto refused = [&](std::vector<unsigned> items) {
    chunk bad = good;
    bad.items.clear();
    for (const unsigned b : items) bad.items.push_back(static_cast<std::byte>(b));
    EXPECT_THROW(shape_in(bad), corrupt_error);
  };
  refused({8, 1, 1, 2});                                            // two channels
  refused({8, 0, 1, 1});                                            // no rows
  refused({0, 1, 1, 1, 8, 2, 2, 1});                                // a run of none
  refused({4, 1, 1, 1, 4, 1, 1, 1});                                // two runs of one size
  refused({136, 0, 1, 1, 1});                                       // a number in more bytes than it takes
  refused({8, 255, 255, 255, 255, 15, 255, 255, 255, 255, 15, 1});  // beyond all measure
  refused({255, 255, 255, 255, 255, 255, 255, 255, 255, 1, 1, 1, 1});
  refused({8, 128, 128, 4, 128, 128, 4, 1});  // 2^32 numbers an image
  refused({8, 128, 128, 1, 128, 128, 1, 1});  // 2^28 numbers an image, and 8 of them
}

TEST(data_set, has_one_large_item_in_a_chunk_or_many_small_ones) {
  chunk c = holding(image_set(1, image{{1, 1, 1}, {0}}));
  c.items = {};
  for (const unsigned b : {1u, 128u, 128u, 2u, 128u, 128u, 2u, 1u})
    c.items.push_back(static_cast<std::byte>(b));
  EXPECT_EQ(shape_in(c), (data_shape{std::vector{image_shape{1 << 15, 1 << 15, 1}}})) << "2^30 numbers";
}

graph_set some_graphs() {
  const std::vector<graph::edge> triangle{{0, 1}, {1, 2}, {0, 2}};
  return {{3, triangle, {7, 7, 8}, std::vector<std::uint32_t>{1, 2, 3}}, {5, triangle}, graph{}};
}

TEST(data_set, of_graphs_is_counted_summed_up_and_cut) {
  const data_set all = some_graphs();
  EXPECT_EQ(kind_of(all), "graphs");
  EXPECT_EQ(items_of(all), 3u);
  EXPECT_EQ(dims_of(all), 6u);
  EXPECT_EQ(unit_of("graphs"), "bits/edge");
  EXPECT_EQ(unit_of("images"), "bits/dim");
  EXPECT_EQ(summary_of(all), "3 graphs of 8 nodes and 6 edges, with labels of some nodes and some edges");
  EXPECT_EQ(summary_of(graph_set{some_graphs()[0]}).substr(0, 8), "1 graph ");
  EXPECT_EQ(summary_of(graph_set{some_graphs()[1]}), "1 graph of 5 nodes and 3 edges");
  EXPECT_EQ(summary_of(graph_set{}), "no graphs");
  const auto view = part_of(all, 0, 3);
  EXPECT_EQ(items_within(view, 1), 1u) << "one at least";
  EXPECT_EQ(items_within(view, 104 + 96), 2u) << "32 each, 8 a node and an edge, 4 a label";
  EXPECT_EQ(items_within(view, 104 + 96 + 31), 2u);
  EXPECT_EQ(items_within(view, 104 + 96 + 32), 3u);
  EXPECT_EQ(items_of(first_of(all, 100, 5)), 1u);
  EXPECT_EQ(items_of(first_of(all, 2, 100)), 2u);
  data_set sum = graph_set{};
  for (const graph& g : some_graphs()) append(sum, graph_set{g});
  EXPECT_EQ(sum, all);
  EXPECT_THROW(append(sum, byte_string{}), domain_error);
}

TEST(data_set, of_graphs_is_described_by_sums_that_bound_its_parts) {
  const chunk c = holding(some_graphs());
  EXPECT_EQ(c.items, (std::vector<std::byte>{std::byte{8}, std::byte{6}, std::byte{3}, std::byte{3}}));
  const data_shape shape = shape_in(c);
  EXPECT_EQ(shape, shape_of(some_graphs()));
  const data_shape two = part_of(shape, 1, 2);
  EXPECT_EQ(two, (data_shape{graph_counts{2, 8, 6, 3, 3, false}}));
  EXPECT_TRUE(is_part(shape_of_part(part_of(some_graphs(), 1, 2)), two));
  EXPECT_FALSE(is_part(shape, two));
  EXPECT_FALSE(is_part(graph_counts{2, 9, 0, 0, 0}, two));
  EXPECT_TRUE(is_part(shape, part_of(shape, 0, 3)));
  EXPECT_NO_THROW(expect_original(c, some_graphs()));
}

TEST(data_set, of_graphs_refuses_what_asks_for_too_much) {
  chunk c = holding(some_graphs());
  const auto refused = [&](std::vector<unsigned> items) {
    c.items.clear();
    for (const unsigned b : items) c.items.push_back(static_cast<std::byte>(b));
    EXPECT_THROW(shape_in(c), corrupt_error);
  };
  refused({8, 6, 3});        // a number less
  refused({8, 6, 3, 3, 0});  // and one more
  refused({8, 6, 9, 3});     // more labels than nodes
  refused({8, 6, 3, 7});     // and than edges
  refused({3, 4, 0, 0});     // more edges than pairs
  refused({1, 1, 0, 0});
  refused({128, 128, 128, 128, 128, 32, 0, 0, 0});        // 2^40 nodes
  refused({128, 128, 128, 32, 128, 128, 128, 32, 0, 0});  // 2^26 nodes and edges of several graphs
  c.chains.front().count = 1;
  EXPECT_NO_THROW((c.items = {std::byte{128}, std::byte{128}, std::byte{128}, std::byte{32}, std::byte{0},
                              std::byte{0}, std::byte{0}},
                   shape_in(c)));
}

TEST(data_set, of_graphs_hashes_numbering_edges_and_labels) {
  const graph_set all = some_graphs();
  const auto differs = [&](std::size_t i, graph g) {
    graph_set other = all;
    other[i] = std::move(g);
    EXPECT_NE(hash_of(other), hash_of(all));
  };
  const std::vector<graph::edge> triangle{{0, 1}, {1, 2}, {0, 2}};
  differs(1, relabelled(all[1], std::vector<std::uint32_t>{0, 1, 3, 2, 4}));
  differs(1, {6, triangle});
  differs(0, {3, triangle, {7, 7, 8}});
  differs(0, {3, triangle, {}, std::vector<std::uint32_t>{7, 7, 8}});
  differs(0, {3, triangle, {7, 7, 8}, std::vector<std::uint32_t>{1, 2, 4}});
  EXPECT_EQ(hash_of(all), hash_of(some_graphs()));
}

}  // namespace
}  // namespace ansatz
