#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/net/safetensors.hpp>
#include <bit>
#include <cmath>
#include <limits>
#include <net/real_layer.hpp>
#include <nlohmann/json.hpp>
#include <set>

namespace ansatz {
namespace {

using nlohmann::json;

std::uint64_t little_endian(std::span<const std::byte> in) {
  std::uint64_t value = 0;
  for (std::size_t i = in.size(); i-- > 0;) value = value << 8 | std::to_integer<std::uint64_t>(in[i]);
  return value;
}

std::uint64_t element_size(const std::string& dtype) {
  static const std::map<std::string, std::uint64_t> sizes{
      {"F64", 8},  {"I64", 8}, {"U64", 8}, {"F32", 4}, {"I32", 4}, {"U32", 4}, {"F16", 2},
      {"BF16", 2}, {"I16", 2}, {"U16", 2}, {"I8", 1},  {"U8", 1},  {"BOOL", 1}};
  const auto at = sizes.find(dtype);
  if (at == sizes.end()) throw corrupt_error("safetensors: unknown element type " + dtype);
  return at->second;
}

json parse_header(std::span<const std::byte> text) {
  std::set<std::string> names;
  const auto refuse_twins = [&](int depth, json::parse_event_t event, json& parsed) {
    if (depth == 1 && event == json::parse_event_t::key && !names.insert(parsed.get<std::string>()).second)
      throw corrupt_error("safetensors: two tensors of one name");
    if (depth > 4) throw corrupt_error("safetensors: the header is nested too deeply");
    return true;
  };
  const auto* begin = reinterpret_cast<const char*>(text.data());
  json header = json::parse(begin, begin + text.size(), refuse_twins);
  if (!header.is_object()) throw corrupt_error("safetensors: the header is no JSON object");
  return header;
}

/// IEEE binary16: 1 sign, 5 exponent, 10 fraction bits. Every value is one of binary64 as well.
double half(std::uint64_t raw) {
  const double fraction = static_cast<double>(raw & 1023);
  const int exponent = static_cast<int>(raw >> 10 & 31);
  const double sign = (raw >> 15) != 0 ? -1 : 1;
  if (exponent == 31) return std::numeric_limits<double>::quiet_NaN();  // infinities too: neither is a weight
  return sign * (exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25));
}

/// The number in so many bytes.
double real(std::uint64_t raw, std::size_t size) {
  switch (size) {
    case 2:
      return half(raw);
    case 4:
      return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(raw)));
    default:
      return std::bit_cast<double>(raw);
  }
}

}  // namespace

safetensors safetensors::parse(std::vector<std::byte> bytes, std::string source) {
  safetensors out;
  out.source_ = std::move(source);
  out.bytes_ = std::move(bytes);
  const std::span<const std::byte> all{out.bytes_};
  if (all.size() < 8) throw corrupt_error("safetensors: the file ends within its header");
  const std::uint64_t length = little_endian(all.first(8));
  if (length > all.size() - 8) throw corrupt_error("safetensors: the header is longer than the file");
  const auto data = all.subspan(8 + length);
  std::vector<std::pair<std::uint64_t, std::uint64_t>> parts;
  try {
    const json header = parse_header(all.subspan(8, length));
    for (const auto& [name, entry] : header.items()) {
      if (name == "__metadata__") {
        entry.get_to(out.metadata_);
        continue;
      }
      tensor t{entry.at("dtype").get<std::string>(), {}, {}};
      std::uint64_t size = element_size(t.dtype);
      if (!entry.at("shape").is_array() || !entry.at("data_offsets").is_array())
        throw corrupt_error("safetensors: " + name + ": shape and data_offsets must be lists");
      for (const json& n : entry.at("shape")) {
        if (!n.is_number_unsigned())
          throw corrupt_error("safetensors: " + name + ": a dimension is no count");
        t.shape.push_back(n.get<std::uint64_t>());
        if (t.shape.back() == 0 || size > data.size() / t.shape.back())
          throw corrupt_error("safetensors: " + name + ": larger than the file, or empty");
        size *= t.shape.back();
      }
      const json& offsets = entry.at("data_offsets");
      if (offsets.size() != 2 || !offsets[0].is_number_unsigned() || !offsets[1].is_number_unsigned())
        throw corrupt_error("safetensors: " + name + ": data_offsets are no two counts");
      const auto begin = offsets[0].get<std::uint64_t>(), end = offsets[1].get<std::uint64_t>();
      if (begin > end || end > data.size() || end - begin != size)
        throw corrupt_error("safetensors: " + name + ": its bytes do not fit its shape or the file");
      t.data = data.subspan(begin, size);
      parts.emplace_back(begin, end);
      out.tensors_.emplace(name, std::move(t));
    }
  } catch (const json::exception&) {
    throw corrupt_error("safetensors: the header is not the JSON that it must be");
  }
  std::ranges::sort(parts);
  std::uint64_t at = 0;
  for (const auto& [begin, end] : parts) {
    if (begin != at) throw corrupt_error("safetensors: tensors overlap or leave a gap");
    at = end;
  }
  if (at != data.size()) throw corrupt_error("safetensors: bytes that belong to no tensor");
  return out;
}

safetensors safetensors::load(const std::filesystem::path& path) {
  try {
    return parse(read_file(path, std::uint64_t{1} << 32), path.string());
  } catch (const corrupt_error& e) {
    throw corrupt_error(path.string() + ": " + e.what());
  }
}

const safetensors::tensor& safetensors::at(const std::string& name) const& {
  const auto at = tensors_.find(name);
  if (at == tensors_.end()) throw corrupt_error(source_ + " has no tensor " + name);
  return at->second;
}

std::vector<std::byte> format_safetensors(const std::map<std::string, safetensors::tensor>& tensors,
                                          const std::map<std::string, std::string>& metadata) {
  nlohmann::ordered_json header = json::object();
  if (!metadata.empty()) header["__metadata__"] = metadata;
  std::uint64_t at = 0;
  for (const auto& [name, t] : tensors) {
    std::uint64_t size = element_size(t.dtype);
    for (const std::uint64_t n : t.shape) size *= n;
    if (size == 0 || size != t.data.size())
      throw domain_error("safetensors: " + name + ": its data do not fit its shape");
    header[name] = {{"dtype", t.dtype}, {"shape", t.shape}, {"data_offsets", {at, at + size}}};
    at += size;
  }
  std::string text = header.dump();
  text.resize((text.size() + 7) / 8 * 8, ' ');  // the data are aligned
  std::vector<std::byte> out;
  for (int i = 0; i < 8; ++i) out.push_back(static_cast<std::byte>(text.size() >> (8 * i)));
  const auto characters = std::as_bytes(std::span{text});
  out.insert(out.end(), characters.begin(), characters.end());
  for (const auto& [name, t] : tensors) out.insert(out.end(), t.data.begin(), t.data.end());
  return out;
}

std::string shape_text(std::span<const std::uint64_t> shape) {
  std::string text = "(";
  for (const std::uint64_t n : shape) text += (text.size() > 1 ? ", " : "") + std::to_string(n);
  return text + ")";
}

void refuse_shape(const safetensors& file, const std::string& name, std::span<const std::uint64_t> needed) {
  const auto& shape = file.at(name).shape;
  const bool matrix = needed.size() == 2;
  const std::string order = matrix               ? ", (outputs, inputs)"
                            : needed.size() == 4 ? ", (outputs, inputs, rows, columns)"
                                                 : "";
  const bool transposed = matrix && shape.size() == 2 && shape[0] == needed[1] && shape[1] == needed[0];
  throw corrupt_error(file.source() + ": the tensor " + name + " has the shape " + shape_text(shape) +
                      ", its place needs " + shape_text(needed) + order +
                      (transposed ? ": it is transposed" : ""));
}

std::vector<double> values_of(const safetensors& file, const std::string& name,
                              std::span<const std::size_t> shape) {
  const safetensors::tensor& t = file.at(name);
  if (!std::ranges::equal(t.shape, shape)) refuse_shape(file, name, shape);
  const std::string named = file.source() + ": the tensor " + name;
  if (t.dtype != "F16" && t.dtype != "F32" && t.dtype != "F64")
    throw corrupt_error(named + " is neither F16 nor F32 nor F64");
  const std::size_t size = element_size(t.dtype);
  std::vector<double> out;
  out.reserve(t.data.size() / size);
  for (std::size_t i = 0; i < t.data.size(); i += size) {
    const double x = real(little_endian(t.data.subspan(i, size)), size);
    if (!(x >= -1e30 && x <= 1e30)) throw corrupt_error(named + " holds a NaN or an absurd number");
    out.push_back(x);
  }
  return out;
}

}  // namespace ansatz
