#include <gtest/gtest.h>

#include <ansatz/ansatz.hpp>
#include <ansatz/net/network.hpp>
#include <ansatz/net/residual_network.hpp>
#include <ansatz/net/safetensors.hpp>
#include <ansatz/parallel.hpp>
#include <bb_ans/bb_ans.hpp>
#include <bb_ans/elbo.hpp>
#include <beta_binomial/beta_binomial_bits_back.hpp>
#include <context_mixing/context_mixing.hpp>
#include <context_mixing/pixel_mixing.hpp>
#include <hierarchy/hierarchy.hpp>
#include <hierarchy/ladder.hpp>
#include <hmm/hmm_text.hpp>
#include <limits>
#include <lines/lines.hpp>
#include <mixture/product_mixture.hpp>
#include <pianoroll/pianoroll.hpp>
#include <registry/registry.hpp>
#include <string>
#include <type_traits>
#include <typeinfo>
#include <variational/linear_gaussian.hpp>
#include <variational/logistic_factors.hpp>
#include <variational/mean_field.hpp>
#include <variational/noisy_or_fit.hpp>
#include <vector>

#include "bb_ans/tiny_vae.hpp"

namespace ansatz {
namespace {

constexpr std::size_t huge = std::numeric_limits<std::size_t>::max();
constexpr std::uint32_t far = std::numeric_limits<std::uint32_t>::max();

/// Whatever the library throws derives from `error`, so that whoever catches that has caught it. `use` throws.
template <class Use>
void throws_ours(const char* what, Use use) {
  try {
    use();
    ADD_FAILURE() << what << ": no exception";
  } catch (const error& e) {
    EXPECT_STRNE(e.what(), "") << what;
  } catch (const std::exception& e) {
    ADD_FAILURE() << what << ": " << typeid(e).name() << ": " << e.what();
  }
}
#define THROWS_OURS(...) throws_ours(#__VA_ARGS__, [&] { (void)(__VA_ARGS__); })

std::vector<std::byte> file_of(const std::string& header, std::size_t data = 0) {
  std::vector<std::byte> out;
  for (int i = 0; i < 8; ++i) out.push_back(static_cast<std::byte>(header.size() >> (8 * i)));
  for (const char c : header) out.push_back(static_cast<std::byte>(c));
  out.resize(out.size() + data);
  return out;
}

TEST(exceptions, of_stacks_are_ours) {
  rans_stack s;
  vector_stack<8> wide = spread<8>(rans_stack{});
  const auto find = [](std::uint32_t cell) { return found<int>{0, {cell, 1}}; };
  THROWS_OURS(total{0});
  THROWS_OURS(total{far});
  THROWS_OURS(precision{32});
  THROWS_OURS(s.push(interval{0, 0}, total{3}));
  THROWS_OURS(s.push(interval{far, far}, total{3}));
  THROWS_OURS(s.head(1));
  THROWS_OURS(wide.head(8));
  THROWS_OURS(wide.push_on(8, interval{0, 1}, total{3}));
  THROWS_OURS(wide.pop_on(huge, total{3}, find));
  THROWS_OURS(wide.push_each_on({huge, 2}, std::vector{1u}, std::vector{1u}, total{9}));
  THROWS_OURS(rans_stack{supply::none()}.pop(precision{31}, find));
  THROWS_OURS(exact_stack{-1});
  THROWS_OURS(recorder{0});
  THROWS_OURS(recorder{}.push_on(huge, interval{0, 1}, total{3}));
  THROWS_OURS(metered{rans_stack{}}.leave());
  THROWS_OURS(from_bytes(std::vector<std::byte>{}, supply::zeros(), 0));
  THROWS_OURS(from_bytes(std::vector<std::byte>(3), supply::zeros(), far));
  THROWS_OURS(rans_stack(std::uint64_t{1}, {}, supply::zeros(), 0));
  THROWS_OURS(any_stack{wide}.some_lanes(7, 2));
  THROWS_OURS(log2_of(0));
  THROWS_OURS(exp2_minus({-1}));
}

TEST(exceptions, of_models_and_primitives_are_ours) {
  rans_stack s;
  const std::vector<std::uint32_t> none, masses{1, 2, 1};
  const std::vector<double> no_numbers, numbers{1};
  const bucket_set b = integer_buckets(10);
  THROWS_OURS(uniform(0));
  THROWS_OURS(uniform(far));
  THROWS_OURS(uniform(3).push(s, far));
  THROWS_OURS(bernoulli(9, 3));
  THROWS_OURS(bernoulli(1, 3).push(s, 2));
  THROWS_OURS(categorical(none));
  THROWS_OURS(categorical(std::vector{1, -1}));
  THROWS_OURS(categorical(std::vector<std::uint64_t>{UINT64_MAX, UINT64_MAX}));
  THROWS_OURS(categorical(none, 8));
  THROWS_OURS(categorical(masses, 32));
  THROWS_OURS(categorical(masses).push(s, far));
  THROWS_OURS(weighted(0, [](std::uint32_t) { return 1u; }, 8));
  THROWS_OURS(alias(none));
  THROWS_OURS(alias(std::vector{1u, 2u}));
  THROWS_OURS(alias(std::vector{2u, 2u}).push(s, 2));
  THROWS_OURS(lookup(none));
  THROWS_OURS(lookup(masses).push(s, 3));
  THROWS_OURS(lookup<std::uint8_t>(std::vector<std::uint32_t>(257, 1)));
  THROWS_OURS(gaussian(b, {0, 0}, 16));
  THROWS_OURS(gaussian(b, {0, 1 << 16}, 16).push(s, 10));
  THROWS_OURS(logistic(b, {0, far}, 16));
  THROWS_OURS(gaussian_model(b, {}, 8).find(far));
  THROWS_OURS(b.representative(huge));
  THROWS_OURS(integer_buckets(INT64_MIN, INT64_MAX));
  THROWS_OURS(even_buckets(2, INT64_MIN, INT64_MAX));
  THROWS_OURS(equal_mass_buckets(17));
  THROWS_OURS(beta_binomial(255, 0, 0, 8));
  THROWS_OURS(beta_binomial(10, 0, 0, 8).push(s, 11));
  THROWS_OURS(bernoulli_array(std::vector<std::int32_t>(3), 32));
  THROWS_OURS(beta_binomial_array(255, {0}, {}, 24));
  THROWS_OURS(logistic_mixture_array(b, 0, {}, 16));
  THROWS_OURS(bag<int>{}.find(0));
  THROWS_OURS(bag<int>{}.erase(0));
  THROWS_OURS(fenwick_bag{0});
  THROWS_OURS(fenwick_bag{far});
  THROWS_OURS(fenwick_bag{3}.insert(3));
  THROWS_OURS(fenwick_bag{3}.find(0));
  THROWS_OURS(fenwick_bag{3}.interval_of(far));
  THROWS_OURS(log_uniform(0));
  THROWS_OURS(log_uniform(65));
  THROWS_OURS(log_uniform(8).push(s, 256));
  THROWS_OURS(subset(3, 4));
  THROWS_OURS(subset(4, 2).push(s, {3, 3}));
  THROWS_OURS(subset(4, 2).push(s, {}));
  THROWS_OURS(certain(3).push(s, 4));
  THROWS_OURS(two_uniforms(uniform_model{3}).push(s, 3));
  THROWS_OURS(exponential(INT32_MAX, 16));
  THROWS_OURS(weights_from_logits(no_numbers));
  THROWS_OURS(weights_from_probabilities(no_numbers));
  THROWS_OURS(logistic_mixture_from(b, no_numbers, no_numbers, no_numbers));
  THROWS_OURS(gaussian_from(b, numbers, no_numbers));
  THROWS_OURS(gaussian_from(b, std::numeric_limits<double>::quiet_NaN(), 1));
  THROWS_OURS(ones_from(2, 16));
  THROWS_OURS(q16_from(1e300));
  THROWS_OURS(log_from(0));
  THROWS_OURS(real_representative(b, huge));
  THROWS_OURS(modelled_each(bernoulli_array(std::vector<std::int32_t>(3), 16))(3));
  EXPECT_TRUE(s.is_fresh()) << "what is refused changes nothing";
}

TEST(exceptions, of_combinators_are_ours) {
  rans_stack s;
  const auto step = [](std::uint32_t) { return uniform(3); };
  using step_type = std::remove_const_t<decltype(step)>;
  THROWS_OURS(repeat(3, uniform(3)).push(s, {1}));
  THROWS_OURS(repeat(huge, uniform(3)).pop(s));
  THROWS_OURS(repeat(huge, repeat(1, uniform(3))).pop(s));
  THROWS_OURS(array(huge, [](std::size_t) { return uniform(3); }).pop(s));
  THROWS_OURS(length_prefixed(uniform(9), uniform(3), 2).push(s, {1, 1, 1}));
  THROWS_OURS(terminated(uniform(2), uniform(3), 2).push(s, {1, 1, 1}));
  THROWS_OURS(markov_chain(uniform(3), 0, step));
  THROWS_OURS(markov_chain(uniform(3), huge, step).pop(s));
  THROWS_OURS(markov_chain(uniform(3), 2, step).push(s, {1}));
  THROWS_OURS(multiset(3, uniform(3)).push(s, {1}));
  THROWS_OURS(multiset(2, uniform(9), fenwick_bag{3}).push(s, {1, 8}));
  THROWS_OURS(multiset_of_any_size(uniform(9), uniform(3), 2).push(s, {1, 1, 1}));
  THROWS_OURS(permutation(far));
  THROWS_OURS(permutation(3).push(s, {0, 0, 1}));
  THROWS_OURS(permutation(3).push(s, {0, 1, far}));
  THROWS_OURS(warm_start(2, 3, uniform(3), uniform(3)));
  THROWS_OURS(warm_start(2, 1, uniform(3), uniform(3)).push(s, {1}));
  THROWS_OURS(metropolis_move({}, 8));
  THROWS_OURS(metropolis_move({bits{}, bits{}}, 8)(7));
  THROWS_OURS(metropolis_move({bits{}, bits{}}, 40));
  THROWS_OURS(annealed(std::vector<bits>(2), std::vector<bits>(3), 2));
  THROWS_OURS(nested(uniform(3), std::vector<level<step_type, step_type>>{}));
  THROWS_OURS(importance(0, uniform(3), [](std::uint32_t) { return bits{}; }));
  THROWS_OURS(importance(2, uniform(3), [](std::uint32_t) { return impossible; }).pop(s));
  THROWS_OURS(importance(2, uniform(3), [](std::uint32_t) { return bits{INT64_MIN}; }).pop(s));
  THROWS_OURS(coupled_importance(0, uniform(3), [](std::uint32_t) { return bits{}; }));
  vector_stack<8> wide = spread<8>(rans_stack{});
  THROWS_OURS(substack(7, 2, uniform(3)).push(wide, 1));
  THROWS_OURS(substack(huge, huge, uniform(3)).push(wide, 1));
  THROWS_OURS(substack(0, 0, uniform(3)));
  THROWS_OURS(any_codec<std::uint32_t>{uniform(3)}.push(s, 3));
  const auto narrow = multiset(2, any_codec<std::uint32_t>{uniform(3)});
  THROWS_OURS(any_codec<std::vector<std::uint32_t>>{narrow}.push(s, {2, 1}));
}

TEST(exceptions, of_networks_and_their_files_are_ours) {
  const auto vae_file = safetensors::parse(testing::tiny_vae_bytes(9, 4, 2, 1));
  const vae net{vae_file};
  const std::vector<std::uint8_t> pixels(9), odd(8), grey(9, 255);
  std::vector<gaussian_parameters> q(1);
  std::vector<std::int32_t> out(9);
  const network layers{std::vector{dense_layer{1, 1, std::array{1.0}, std::array{1.0}}}, 0, 1};
  for (const std::string& header :
       {std::string{}, std::string{"{"}, std::string{"[]"}, std::string{"null"}, std::string{R"({"a":null})"},
        std::string{R"({"a":{}})"}, std::string{R"({"a":{"dtype":1,"shape":[],"data_offsets":[0,0]}})"},
        std::string{R"({"a":{"dtype":"F32","shape":{},"data_offsets":[0,0]}})"},
        std::string{R"({"a":{"dtype":"F32","shape":["x"],"data_offsets":[0,0]}})"},
        std::string{R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,0]}})"},
        std::string{R"({"a":{"dtype":"F32","shape":[1e400],"data_offsets":[0,0]}})"},
        std::string{R"({"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,0]}})"},
        std::string{R"({"__metadata__":{"a":{}}})"}, std::string{"{\"\xff\":1}"},
        std::string{R"({"\ud800":1})"}})
    THROWS_OURS(safetensors::parse(file_of(header)));
  THROWS_OURS(safetensors::load("/nowhere/at/all"));
  THROWS_OURS(vae_file.at("none"));
  THROWS_OURS(format_safetensors({{"\xff", {"F32", {}, {}}}}));
  THROWS_OURS(format_safetensors({{"a", {"none", {}, {}}}}));
  THROWS_OURS(format_safetensors({}, {{"a", "\xff"}}));
  THROWS_OURS(vae{safetensors::parse(file_of("{}"))});
  THROWS_OURS(hierarchy{safetensors::parse(file_of("{}"))});
  for (const char* shape :
       {"", "null", "[]", "{", "{\\\"cell\\\":\\\"x\\\"}", "{\\\"cell\\\":1e400}", "{\\\"cell\\\":-1}",
        "{\\\"q\\\":[1]}", "{\\\"groups\\\":[{}]}", "{\\\"groups\\\":[[]]}", "{\\\"latents\\\":[]}",
        "{\\\"atoms\\\":[256]}", "{\\\"height\\\":9223372036854775807,\\\"width\\\":9223372036854775807}",
        "{\\\"cell\\\":4,\\\"cell\\\":4}"})
    THROWS_OURS(hierarchy{
        safetensors::parse(file_of(R"({"__metadata__":{"architecture":")" + std::string{shape} + R"("}})"))});
  THROWS_OURS(network(std::vector<dense_layer>{}, 0, 1));
  THROWS_OURS(network(vae_file, std::vector<std::string>{"none"}, 0, 1));
  THROWS_OURS(network(vae_file, std::vector<std::string>{}, 0, 1));
  THROWS_OURS(residual_network(vae_file, "net", 3, 3));
  THROWS_OURS(layers.run({}, {}, huge));
  THROWS_OURS(layers.run({}, {}, std::size_t{1} << 63));
  THROWS_OURS(layers.run(out, out, 1));
  THROWS_OURS(net.infer(odd, q));
  THROWS_OURS(net.infer(grey, q));
  THROWS_OURS(net.infer(pixels, q));
  THROWS_OURS(net.generate(std::vector<std::int32_t>{INT32_MAX, 0}, out));
  THROWS_OURS(net.generate(std::vector<std::int32_t>{0, 0, 0}, out));
  THROWS_OURS(negative_elbo(vae_file, odd));
  const bucket_set buckets = equal_mass_buckets(10);
  THROWS_OURS(bb_ans_bernoulli(net, buckets, huge, {}));
  THROWS_OURS(bb_ans_bernoulli(net, buckets, std::size_t{1} << 62, {}));
  THROWS_OURS(bb_ans_bernoulli(net, buckets, 1, {.latent = 40}));
  THROWS_OURS(bb_ans_bernoulli(net, buckets, 1, {.latent = 11}));
  rans_stack s;
  THROWS_OURS(bb_ans_bernoulli(net, buckets, 1, {}).push(s, odd));
  THROWS_OURS(in_parallel(1, 1, {}));
}

TEST(exceptions, of_codecs_with_a_model_in_them_are_ours) {
  rans_stack s;
  const hmm m{{1, 1}, {{1, 1}, {1, 1}}, {{1, 0}, {1, 0}}};
  THROWS_OURS(m.transition(9));
  THROWS_OURS(m.emission(9));
  THROWS_OURS(m.emissions().codec(2));
  THROWS_OURS(m.filter().backward(2));
  THROWS_OURS(m.filter().posterior());
  THROWS_OURS(m.filter().observe(2));
  THROWS_OURS(m.filter().observe(1));
  THROWS_OURS(m.proposal().next(2, 0));
  THROWS_OURS(m.proposal().first(2));
  THROWS_OURS(hmm({}, {}, {}));
  THROWS_OURS(hmm({1}, {{}}, {{1}}));
  THROWS_OURS(hmm({1}, {{1}}, {{}}));
  THROWS_OURS(state_space(3, m).push(s, {0, 0, 2}));
  THROWS_OURS(state_space(2, m).push(s, {0}));
  THROWS_OURS(hmm_text{{65}, {}, {1}}.bytes());
  THROWS_OURS(hmm_text{{256}, {}, {0}}.bytes());
  THROWS_OURS(hmm_parameters{}.model());
  THROWS_OURS(hmm_parameters{1, 1, {65}, {0}, {0}}.check());
  THROWS_OURS(fit_hmm({}, 1, 1, 1, 0));
  THROWS_OURS(fit_hmm(std::vector<std::vector<std::uint32_t>>{{7}}, 1, 2, 1, 0));
  THROWS_OURS(fit_hmm({}, far, far, 1, 0));
  THROWS_OURS(hmm_text_codec{9}.push(s, {}));
  THROWS_OURS(
      hmm_text_codec{9}.push(s, hmm_text{{65}, {1, 300, {0}, {0}, std::vector<std::uint8_t>(300)}, {0}}));
  THROWS_OURS(chord_emissions(0, {}));
  THROWS_OURS(chord_emissions(2, {1, 2}).codec(1));
  THROWS_OURS(fit_pianoroll({}, 1, 1, 0));
  THROWS_OURS(product_mixture_codec({}));
  THROWS_OURS(product_mixture_codec({3, {1, 1}, {1, 2, 3}}));
  THROWS_OURS(product_mixture_codec({1, {0}, {1}}));
  THROWS_OURS(product_mixture_codec({1, {1}, {1 << 16}}));
  THROWS_OURS(product_mixture{3, {1}, {1, 2}}.information(std::vector<std::uint8_t>(3)));
  THROWS_OURS(product_mixture{}.posterior({}));
  THROWS_OURS(noisy_or{noisy_or_parameters{}});
  THROWS_OURS(fit_noisy_or({}, 1, 1, 1, 0));
  THROWS_OURS(joint_table{std::vector<bits>(3)});
  THROWS_OURS(negative_elbo(joint_table{std::vector<bits>(2)}, mean_field{}));
  THROWS_OURS(linear_gaussian({}, integer_buckets(4), 4));
  THROWS_OURS(logistic_factors({}, 4));
  THROWS_OURS(binomial_grid{0});
  THROWS_OURS(context_mixing(3, 7));
  THROWS_OURS(context_mixing(huge, 3));
  THROWS_OURS(context_mixing(3, 3).push(s, {1}));
  THROWS_OURS(pixel_mixing({{far, far, far}}));
  THROWS_OURS(pixel_mixing({{far, far, 1}, {far, far, 1}, {1, 1, 1}}));
  THROWS_OURS(strings_by_counts(3).push(s, {}));
}

TEST(exceptions, of_coders_are_ours) {
  for (const codec_entry& entry : registered_codecs()) {
    SCOPED_TRACE(entry.name);
    if (entry.make) {
      const auto c = entry.make();
      THROWS_OURS(c->sample(huge, 0));
      THROWS_OURS(c->decompress({}));
      if (entry.name != "context_mixing") THROWS_OURS(c->compress(image_set{{{1, 1, 1}, {0}}}, {}));
    } else {
      THROWS_OURS(entry.load("/nowhere/at/all"));
      for (const auto& path : entry.models->models()) {
        const auto c = entry.load(path);
        if (!c) continue;
        THROWS_OURS(c->sample(huge, 0));
        THROWS_OURS(c->decompress({}));
        if (entry.name != "adaptive_pixels" && entry.name != "mixed_pixels")
          THROWS_OURS(c->compress(image_set{{{1, 1, 1}, {0}}}, {}));
        THROWS_OURS(c->compress(image_set{{{1, 1, 2}, {0, 0}}}, {}));
        THROWS_OURS(c->compress(byte_string{1}, {}));
        break;
      }
    }
  }
  THROWS_OURS(find_codec(registered_codecs(), ""));
}

}  // namespace
}  // namespace ansatz
