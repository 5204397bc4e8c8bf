#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/net/safetensors.hpp>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <net/real_layer.hpp>
#include <net/strict_json.hpp>
#include <optional>

namespace ansatz {
namespace {

std::uint64_t little_endian(std::span<const std::byte> in) {
  std::uint64_t value = 0;
  for (std::size_t i = in.size(); i-- > 0;) value = value << 8 | std::to_integer<std::uint64_t>(in[i]);
  return value;
}

/// Bits of an element; nothing of a type that is not known here.
std::optional<std::uint64_t> element_bits(const std::string& dtype) {
  static const std::map<std::string, std::uint64_t> sizes{
      {"C64", 64},    {"F64", 64},    {"I64", 64},    {"U64", 64},    {"F32", 32},
      {"I32", 32},    {"U32", 32},    {"F16", 16},    {"BF16", 16},   {"I16", 16},
      {"U16", 16},    {"I8", 8},      {"U8", 8},      {"BOOL", 8},    {"F8_E4M3", 8},
      {"F8_E5M2", 8}, {"F8_E8M0", 8}, {"F6_E2M3", 6}, {"F6_E3M2", 6}, {"F4", 4}};
  const auto at = sizes.find(dtype);
  return at == sizes.end() ? std::nullopt : std::optional{at->second};
}

/// How many bytes a tensor of a known type has; nothing where they are no whole bytes, or more than 2^60.
std::optional<std::uint64_t> bytes_of(std::uint64_t element, std::span<const std::uint64_t> shape) {
  std::uint64_t elements = std::ranges::count(shape, 0u) > 0 ? 0 : 1;
  for (const std::uint64_t n : shape) {
    if (n > 0 && elements > (std::uint64_t{1} << 57) / n) return {};
    elements *= n;
  }
  return element * elements % 8 == 0 ? std::optional{element * elements / 8} : std::nullopt;
}

/// How a message names a tensor.
std::string named(const std::string& name) { return "safetensors: " + printable(name); }

std::uint64_t count_in(const json_value& n, const std::string& name) {
  const auto* count = n.get_if<std::uint64_t>();
  if (count == nullptr) throw corrupt_error(named(name) + ": a dimension or an offset is no count");
  return *count;
}

/// A member of a tensor's entry, which must be a list.
const json_value::list& list_in(const json_value& entry, const char* member, const std::string& name) {
  const json_value* at = entry.member(member);
  const auto* items = at == nullptr ? nullptr : at->get_if<json_value::list>();
  if (items == nullptr) throw corrupt_error(named(name) + ": " + member + " must be a list");
  return *items;
}

/// What the header says of a tensor, and where its data lie.
safetensors::tensor tensor_in(const json_value& entry, const std::string& name,
                              std::span<const std::byte> data) {
  const json_value* dtype = entry.member("dtype");
  const auto* type = dtype == nullptr ? nullptr : dtype->get_if<std::string>();
  if (type == nullptr) throw corrupt_error(named(name) + ": dtype must be a text");
  safetensors::tensor t{*type, {}, {}};
  for (const json_value& n : list_in(entry, "shape", name)) t.shape.push_back(count_in(n, name));
  const json_value::list& offsets = list_in(entry, "data_offsets", name);
  if (offsets.size() != 2) throw corrupt_error(named(name) + ": data_offsets are no two counts");
  const std::uint64_t begin = count_in(offsets[0], name), end = count_in(offsets[1], name);
  if (begin > end || end > data.size())
    throw corrupt_error(named(name) + ": its bytes do not lie in the file");
  if (const auto element = element_bits(t.dtype); element && bytes_of(*element, t.shape) != end - begin)
    throw corrupt_error(named(name) + ": its bytes do not fit its shape");
  t.data = data.subspan(begin, end - begin);
  return t;
}

std::map<std::string, std::string> metadata_in(const json_value& entry) {
  std::map<std::string, std::string> out;
  const auto refuse = [] { throw corrupt_error("safetensors: __metadata__ must hold texts"); };
  const auto* members = entry.get_if<json_value::object>();
  if (members == nullptr) refuse();
  for (const auto& [name, value] : *members) {
    const auto* text = value.get_if<std::string>();
    if (text == nullptr) refuse();
    out.emplace(name, *text);
  }
  return out;
}

/// Numbers as JSON has them: [1,2].
std::string json_list(std::span<const std::uint64_t> numbers) {
  std::string text;
  for (const std::uint64_t n : numbers) text += (text.empty() ? "" : ",") + std::to_string(n);
  return '[' + text + ']';
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
  const std::string_view spelt{reinterpret_cast<const char*>(all.data()) + 8, length};
  if (!spelt.starts_with('{')) throw corrupt_error("safetensors: the header does not begin with its brace");
  const json_value header = parse_strictly(spelt, "safetensors: the header", 4);
  std::vector<std::pair<std::uint64_t, std::uint64_t>> parts;
  for (const auto& [name, entry] : std::get<json_value::object>(header.is)) {
    if (name == "__metadata__") {
      out.metadata_ = metadata_in(entry);
      continue;
    }
    tensor t = tensor_in(entry, name, data);
    const auto begin = static_cast<std::uint64_t>(t.data.data() - data.data());
    parts.emplace_back(begin, begin + t.data.size());
    out.tensors_.emplace(name, std::move(t));
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
  if (at == tensors_.end()) throw corrupt_error(source_ + " has no tensor " + printable(name));
  return at->second;
}

std::vector<std::byte> format_safetensors(const std::map<std::string, safetensors::tensor>& tensors,
                                          const std::map<std::string, std::string>& metadata) {
  std::string text;
  const auto add = [&](const std::string& name, const std::string& value) {
    text += (text.empty() ? "" : ",") + json_text(name) + ':' + value;
  };
  if (!metadata.empty()) {
    std::string texts;
    for (const auto& [name, value] : metadata)
      texts += (texts.empty() ? "" : ",") + json_text(name) + ':' + json_text(value);
    add("__metadata__", '{' + texts + '}');
  }
  std::uint64_t at = 0;
  for (const auto& [name, t] : tensors) {
    if (name == "__metadata__") throw domain_error("safetensors: a tensor cannot be named __metadata__");
    const auto element = element_bits(t.dtype);
    if (!element) throw domain_error(named(name) + ": unknown element type " + printable(t.dtype));
    const std::uint64_t size = t.data.size();
    if (bytes_of(*element, t.shape) != size)
      throw domain_error(named(name) + ": its data do not fit its shape");
    const std::array offsets{at, at + size};
    add(name, "{\"dtype\":" + json_text(t.dtype) + ",\"shape\":" + json_list(t.shape) +
                  ",\"data_offsets\":" + json_list(offsets) + '}');
    at += size;
  }
  text = '{' + text + '}';
  text.resize((text.size() + 7) / 8 * 8, ' ');  // the data are aligned
  std::vector<std::byte> out(8);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::byte>(text.size() >> (8 * i));
  const auto characters = std::as_bytes(std::span{text});
  out.insert(out.end(), characters.begin(), characters.end());
  for (const auto& [name, t] : tensors) out.insert(out.end(), t.data.begin(), t.data.end());
  return out;
}

std::string shape_text(std::span<const std::uint64_t> shape) {
  std::string text = "(";
  constexpr std::size_t shown = 8;  // a file may name a million
  for (const std::uint64_t n : shape.first(std::min(shape.size(), shown)))
    text += (text.size() > 1 ? ", " : "") + std::to_string(n);
  return text + (shape.size() > shown ? ", ...)" : ")");
}

void refuse_shape(const safetensors& file, const std::string& name, std::span<const std::uint64_t> needed) {
  const auto& shape = file.at(name).shape;
  const bool matrix = needed.size() == 2;
  const std::string order = matrix               ? ", (outputs, inputs)"
                            : needed.size() == 4 ? ", (outputs, inputs, rows, columns)"
                                                 : "";
  const bool transposed = matrix && shape.size() == 2 && shape[0] == needed[1] && shape[1] == needed[0];
  throw corrupt_error(file.source() + ": the tensor " + printable(name) + " has the shape " +
                      shape_text(shape) + ", its place needs " + shape_text(needed) + order +
                      (transposed ? ": it is transposed" : ""));
}

std::vector<double> values_of(const safetensors& file, const std::string& name,
                              std::span<const std::size_t> shape) {
  const safetensors::tensor& t = file.at(name);
  if (!std::ranges::equal(t.shape, shape)) refuse_shape(file, name, shape);
  const std::string tensor = file.source() + ": the tensor " + printable(name);
  if (t.dtype != "F16" && t.dtype != "F32" && t.dtype != "F64")
    throw corrupt_error(tensor + " is neither F16 nor F32 nor F64");
  const std::size_t size = element_bits(t.dtype).value() / 8;
  std::vector<double> out;
  out.reserve(t.data.size() / size);
  for (std::size_t i = 0; i < t.data.size(); i += size) {
    const double x = real(little_endian(t.data.subspan(i, size)), size);
    if (!(x >= -1e30 && x <= 1e30)) throw corrupt_error(tensor + " holds a NaN or an absurd number");
    out.push_back(x);
  }
  return out;
}

}  // namespace ansatz
