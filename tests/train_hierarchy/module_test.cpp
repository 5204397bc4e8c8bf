#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/net/safetensors.hpp>
#include <filesystem>
#include <train_hierarchy/module.hpp>
#include <training/trainer.hpp>
#include <training/weights.hpp>

namespace ansatz::training {
namespace {

/// 8x8 pixels: the corner of cells of 4x4, the rest of the even lattice, then the rest of cells of 2x2.
architecture tiny(const std::string& inference, const std::string& pixels, std::int64_t levels) {
  architecture a;
  a.inference = inference;
  a.pixels = pixels;
  a.height = a.width = 8;
  a.latents.assign(static_cast<std::size_t>(levels), 1);
  a.q = a.p = {8, 1};
  a.features = 4;
  a.groups = {{4, {0}, {8, 1}}, {4, {2, 8, 10}, {8, 1}}, {2, {1, 2, 3}, {8, 1}}};
  a.logistics = 2;
  return a;
}

/// Images of one stripe or the other.
torch::Tensor images(std::int64_t count) {
  torch::manual_seed(7);
  const torch::Tensor side = torch::randint(0, 2, {count, 1, 1}),
                      x = (torch::arange(8) < 4).reshape({1, 1, 8});
  return (torch::where(side == 1, x, ~x).to(torch::kFloat32) * 200).expand({count, 8, 8}).to(torch::kUInt8);
}

training_options options() {
  training_options o;
  o.batch = 20;
  o.epochs = 6;
  o.rate = 1e-2;
  o.schedule = "cosine";
  return o;
}

trainer trainer_of(const architecture& a, training_options o = options(), const hierarchy_loss& loss = {}) {
  o.what = format_architecture(a) + loss.describe();
  o.binary = a.binary();
  return {o, hierarchy_maker(a, loss, images(200)), images(200), images(40)};
}

const auto quietly = [](const epoch_report&) {};

TEST(architecture, is_read_as_it_was_written) {
  const architecture a = tiny("hilloc", "binary", 3);
  EXPECT_EQ(format_architecture(parse_architecture(format_architecture(a))), format_architecture(a));
}

TEST(architecture, is_refused_in_a_sentence) {
  for (const char* text :
       {"", "[]", "{}", R"({"colour": 1})", R"({"inference": "up"})",
        R"({"groups": [{"cell": 4, "places": [0], "network": {"width": 8, "blocks": 1}}]})"})
    EXPECT_THROW(parse_architecture(text), corrupt_error) << text;
  architecture twice = tiny("bit_swap", "grey", 1);
  twice.groups.push_back({2, {0}, {8, 1}});
  EXPECT_THROW(parse_architecture(format_architecture(twice)), corrupt_error);
}

TEST(architecture, knows_what_a_group_sees) {
  const architecture a = tiny("bit_swap", "grey", 1);
  EXPECT_EQ(known_places(a, 0), (std::vector<std::int64_t>{}));
  EXPECT_EQ(known_places(a, 1), (std::vector<std::int64_t>{0}));
  EXPECT_EQ(known_places(a, 2), (std::vector<std::int64_t>{0}));  // the even lattice is place 0 of 2x2
}

TEST(hierarchy, learns_by_either_inference_at_every_depth) {
  torch::set_num_threads(1);  // of images so small more only wait for one another
  for (const char* inference : {"bit_swap", "hilloc"})
    for (const char* pixels : {"grey", "binary"})
      for (const std::int64_t levels : {1, 2, 4, 8}) {
        trainer t = trainer_of(tiny(inference, pixels, levels));
        t.run(quietly);
        EXPECT_LT(t.history().back().held_out.total(), t.history().front().training) << inference << levels;
        EXPECT_EQ(t.history().back().held_out.latents.size(), static_cast<std::size_t>(levels));
        EXPECT_EQ(t.history().back().held_out.pixels.size(), 3u);
      }
}

TEST(hierarchy, that_was_resumed_ends_where_one_that_was_not_does) {
  const auto path =
      std::filesystem::temp_directory_path() / ("ansatz_hierarchy." + std::to_string(::getpid()));
  const architecture a = tiny("bit_swap", "grey", 2);
  trainer whole = trainer_of(a), first = trainer_of(a), second = trainer_of(a);
  whole.run([&](const epoch_report& e) {
    if (e.epoch == 3) whole.save(path);
  });
  second.load(path);
  EXPECT_EQ(second.history().size(), 3u);
  second.run(quietly);
  EXPECT_EQ(second.history().size(), 6u);
  EXPECT_EQ(format_weights(second.best()), format_weights(whole.best()));
  std::filesystem::resize_file(path, 1000);
  EXPECT_THROW(first.load(path), corrupt_error);
  std::filesystem::remove(path);
}

/// What has the same name and shape comes along, the rest begins anew.
TEST(hierarchy, begins_from_another) {
  const architecture two = tiny("bit_swap", "grey", 2);
  trainer first = trainer_of(two), second = trainer_of(tiny("bit_swap", "grey", 4));
  first.run(quietly);
  const safetensors file = safetensors::parse(format_weights(first.best(), first.best().metadata()));
  std::int64_t all = 0;
  for (const torch::Tensor& t : first.best().parameters()) all += t.numel();
  EXPECT_EQ(second.begin_from(file), all);
  const auto now = second.best().named_parameters();
  for (const auto& item : first.best().named_parameters())
    EXPECT_TRUE(now[item.key()].equal(item.value().to(torch::kHalf).to(torch::kFloat32))) << item.key();
  architecture wide = tiny("hilloc", "grey", 2);
  wide.features = 5;
  trainer third = trainer_of(wide);
  const std::int64_t taken = third.begin_from(file);
  EXPECT_LT(taken, all);
  EXPECT_GT(taken, 0);
}

/// A network of twice the width gives what the narrow one gave, before it learns more.
TEST(hierarchy, grows) {
  const architecture narrow = tiny("bit_swap", "grey", 2);
  architecture wide = narrow;
  for (pixel_group& g : wide.groups) g.network.width *= 2;
  wide.q.width *= 2;
  wide.p.width += 3;
  trainer first = trainer_of(narrow), second = trainer_of(wide);
  first.run(quietly);
  const safetensors file = safetensors::parse(format_weights(first.best(), first.best().metadata()));
  trainer same = trainer_of(narrow);
  same.begin_from(file);
  EXPECT_EQ(second.begin_from(file), same.begin_from(file));
  const double expected = same.evaluate(same.held_out()).total();
  EXPECT_NEAR(second.evaluate(second.held_out()).total(), expected, 1e-4 * expected);
  second.run(quietly);
  EXPECT_LT(second.history().back().held_out.total(), expected);
}

TEST(hierarchy, learns_from_moved_images_with_numbers_dropped) {
  const architecture a = tiny("bit_swap", "grey", 2);
  const hierarchy_loss loss{.dropout = 0.1};
  training_options o = options();
  o.shift = 1;
  EXPECT_NE(o.describe(), options().describe());
  EXPECT_NE(loss.describe(), hierarchy_loss{}.describe());
  trainer t = trainer_of(a, o, loss), same = trainer_of(a, o, loss);
  t.run(quietly);
  same.run(quietly);
  EXPECT_LT(t.history().back().training, t.history().front().training);
  EXPECT_EQ(format_weights(t.best()), format_weights(same.best()));
  EXPECT_EQ(t.evaluate(images(40)).total(), t.evaluate(images(40)).total());  // nothing is dropped there
}

/// A pixel's parameters must not depend on itself nor on later groups: the rate of earlier groups stays the
/// same, to the bit, when later pixels change.
TEST(hierarchy, sees_only_what_is_known) {
  for (const char* inference : {"bit_swap", "hilloc"}) {
    const architecture a = tiny(inference, "grey", 2);
    hierarchy_module h{a, a.height, a.width, torch::arange(257) - 0.5};
    {  // the posterior may see all pixels: it is cut off from them
      const torch::NoGradGuard guard;
      for (const auto& item : h.named_parameters())
        if (item.key().starts_with("q") || item.key().starts_with("context")) item.value().zero_();
    }
    torch::Tensor x = torch::randint(0, 256, {5, 8, 8}).to(torch::kFloat32), y = x.clone();
    y.index_put_({torch::indexing::Slice(), 3, 5}, 77);  // of the last group
    torch::manual_seed(1);
    const elbo_parts of_x = h.forward(x);
    torch::manual_seed(1);
    const elbo_parts of_y = h.forward(y);
    EXPECT_TRUE(of_x.pixels[0].equal(of_y.pixels[0]));
    EXPECT_TRUE(of_x.pixels[1].equal(of_y.pixels[1]));
    EXPECT_FALSE(of_x.pixels[2].equal(of_y.pixels[2]));
  }
}

TEST(weights, carry_the_architecture) {
  const architecture a = tiny("bit_swap", "grey", 2);
  const hierarchy_module h{a, a.height, a.width, torch::arange(257) - 0.5};
  const safetensors file = safetensors::parse(format_weights(h, h.metadata()));
  EXPECT_EQ(file.metadata().at("architecture"), format_architecture(a));
  EXPECT_EQ(file.at("q1.first.weight").shape, (std::vector<std::uint64_t>{8, 48, 3, 3}));
  EXPECT_EQ(file.at("edges").shape, (std::vector<std::uint64_t>{257}));
  EXPECT_TRUE(file.contains("group2.last.bias"));
}

}  // namespace
}  // namespace ansatz::training
