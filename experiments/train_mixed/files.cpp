#include "files.hpp"

#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/net/safetensors.hpp>
#include <bit>
#include <cmath>
#include <cstring>
#include <map>
#include <string>

namespace ansatz::training {
namespace {

/// Nearest, halves to even; what is below 2^-14 to a multiple of 2^-24.
std::uint16_t half_of(float x) {
  const auto sign = static_cast<std::uint16_t>(std::bit_cast<std::uint32_t>(x) >> 16 & 0x8000);
  const float size = std::abs(x);
  if (!(size < 65504)) throw error("a weight is not finite in half precision: training diverged");
  if (size < 0x1p-14f)
    return static_cast<std::uint16_t>(sign | static_cast<std::uint16_t>(std::nearbyint(size * 0x1p24f)));
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(size) - (112u << 23);
  return static_cast<std::uint16_t>(sign | (bits + 0xfff + (bits >> 13 & 1)) >> 13);
}

std::vector<std::byte> bytes_of(const std::vector<std::uint16_t>& halves) {
  std::vector<std::byte> out;
  for (const std::uint16_t h : halves)
    for (const int shift : {0, 8}) out.push_back(static_cast<std::byte>(h >> shift & 255));
  return out;
}

}  // namespace

std::vector<std::byte> format_model(const pixel_learner& of, const detail::pixel_window& window) {
  std::map<std::string, std::vector<std::byte>> data;
  std::map<std::string, safetensors::tensor> tensors;
  const auto add = [&](const std::string& name, std::vector<std::uint64_t> shape, const auto& at) {
    std::uint64_t size = 1;
    for (const std::uint64_t n : shape) size *= n;
    std::vector<std::uint16_t> halves;
    for (std::uint64_t i = 0; i < size; ++i) halves.push_back(half_of(at(i)));
    data[name] = bytes_of(halves);
    tensors[name] = {"F16", std::move(shape), data[name]};
  };
  const std::vector<float>& w = of.average;
  // Inputs by outputs here, outputs by inputs there, but for the first layer; the bias after the last input.
  const auto layer = [&](const std::string& name, const pixel_learner::part& p, std::size_t inputs,
                         std::size_t outputs) {
    add(name + ".weight", {outputs, inputs},
        [&](std::size_t i) { return w[p.first + i % inputs * p.columns + i / inputs]; });
    add(name + ".bias", {outputs}, [&](std::size_t i) { return w[p.first + inputs * p.columns + i]; });
  };
  const std::size_t wide = of.wide(), narrow = of.narrow();
  add("rows.weight", {window.rows(), wide}, [&](std::size_t i) { return w[of.first().first + i]; });
  add("rows.bias", {wide}, [&](std::size_t i) { return w[of.first().first + window.rows() * wide + i]; });
  layer("second", of.second(), wide, narrow);
  add("ink.weight", {1, narrow}, [&](std::size_t i) { return w[of.ink().first + i]; });
  add("ink.bias", {1}, [&](std::size_t) { return w[of.ink().first + narrow]; });
  if (window.grey()) {
    layer("levels", of.levels(), narrow, 256);
    layer("kinds", of.kinds(), narrow, 7);
  }
  const std::array<float, 3> numbers{static_cast<float>(window.levels), static_cast<float>(window.up),
                                     static_cast<float>(window.reach)};
  add("window", {3}, [&](std::size_t i) { return numbers[i]; });
  return format_safetensors(tensors, {});
}

void save(const pixel_learner& of, const std::filesystem::path& to) {
  std::vector<std::byte> bytes;
  const auto add = [&](const void* data, std::size_t size) {
    const auto* first = static_cast<const std::byte*>(data);
    bytes.insert(bytes.end(), first, first + size);
  };
  for (const auto* v : {&of.weights, &of.average, &of.momentum, &of.variance})
    add(v->data(), v->size() * sizeof(float));
  add(&of.steps, sizeof of.steps);
  write_file_atomically(to, bytes);
}

void load(pixel_learner& to, const std::filesystem::path& from) {
  const std::vector<std::byte> bytes = read_file(from);
  if (bytes.size() != 4 * to.size() * sizeof(float) + sizeof to.steps)
    throw corrupt_error(from.string() + ": not the state of such a network");
  const std::byte* at = bytes.data();
  for (auto* v : {&to.weights, &to.average, &to.momentum, &to.variance}) {
    std::memcpy(v->data(), at, v->size() * sizeof(float));
    at += v->size() * sizeof(float);
  }
  std::memcpy(&to.steps, at, sizeof to.steps);
}

}  // namespace ansatz::training
