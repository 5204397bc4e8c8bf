#include <ansatz/error.hpp>
#include <ansatz/net/sequential_network.hpp>
#include <net/short_stack.hpp>
#include <net/strict_json.hpp>
#include <optional>
#include <string_view>
#include <utility>

namespace ansatz {
namespace {

using shorts::ending, shorts::layer, shorts::step;

/// Makes steps of what the metadata say, layer by layer.
class builder {
 public:
  builder(const safetensors& file, const std::string& name) : file_{file}, name_{name} {
    const auto found = file.metadata().find(name);
    if (found == file.metadata().end()) refuse("has no layers in the metadata");
    const json_value root = parse_strictly(found->second, file.source() + ": the network " + printable(name));
    const auto* members = root.get_if<json_value::object>();
    const json_value* layers = root.member("layers");
    if (members == nullptr || members->size() != 1 || layers == nullptr)
      refuse(R"(is to be {"layers": [...]})");
    all(*layers, name, false);
    if (!inputs_) refuse("has no Conv2d");
    if (is_ != form::wide) put({step::kind::widen});
  }

  shorts::stack_of_steps take() { return {*inputs_, std::move(layers_), std::move(steps_)}; }

 private:
  /// What the numbers are at the moment.
  enum class form { given, wide, bounded, rectified };

  [[noreturn]] void refuse(const std::string& what) const {
    throw corrupt_error(file_.source() + ": the network " + printable(name_) + ' ' + what);
  }
  [[noreturn]] void refuse(const std::string& at, const std::string& what) const {
    refuse("at " + printable(at) + ": " + what);
  }

  struct parts {
    std::string_view kind;
    const json_value* options;  ///< null where there are none
  };
  /// "ReLU", or {"Conv2d": options}.
  parts parts_of(const json_value& layer, const std::string& at) const {
    if (const auto* kind = layer.get_if<std::string>()) return {*kind, nullptr};
    const auto* members = layer.get_if<json_value::object>();
    if (members == nullptr || members->size() != 1)
      refuse(at, "a layer is a name, or an object of one name with its options");
    return {members->front().name, &members->front().value};
  }
  bool is(const json_value& layer, std::string_view kind, const std::string& at) const {
    return parts_of(layer, at).kind == kind;
  }

  std::size_t count(const json_value& given, const std::string& at, std::uint64_t most) const {
    const auto* n = given.get_if<std::uint64_t>();
    if (n == nullptr || *n == 0 || *n > most) refuse(at, "a number from 1 to " + std::to_string(most));
    return *n;
  }

  void put(step s) {
    if (steps_.size() == 1024) refuse("has too many layers");
    steps_.push_back(s);
  }
  void widened() {
    if (is_ == form::rectified || is_ == form::bounded) put({step::kind::widen});
    is_ = form::wide;
  }

  /// Whether the last layer's sums were added to what was kept.
  bool all(const json_value& given, const std::string& at, bool residual) {
    const auto* layers = given.get_if<json_value::list>();
    if (layers == nullptr || layers->empty()) refuse(at, "a list of layers, at least one");
    bool added = false;
    for (std::size_t i = 0; i < layers->size(); ++i) {
      const std::string here = at + '.' + std::to_string(i);
      const auto [kind, options] = parts_of((*layers)[i], here);
      const json_value* next = i + 1 < layers->size() ? &(*layers)[i + 1] : nullptr;
      added = false;
      if (kind == "Conv2d") {
        const bool relu = next != nullptr && is(*next, "ReLU", at + '.' + std::to_string(i + 1)) &&
                          next->get_if<std::string>() != nullptr;
        ending to = ending::stream;
        if (relu)
          to = ending::rectified;
        else if (next != nullptr && is(*next, "Conv2d", at + '.' + std::to_string(i + 1)))
          to = ending::bounded;
        else if (next == nullptr && residual)
          to = ending::added, added = true;
        convolve(here, options, to);
        if (relu) ++i;
      } else if (kind == "ReLU") {
        if (options != nullptr) refuse(here, "ReLU has no options");
        widened();
        put({step::kind::rectify});
        is_ = form::rectified;
      } else if (kind == "PixelShuffle" || kind == "PixelUnshuffle") {
        shuffle(here, kind == "PixelShuffle", options);
      } else if (kind == "Residual") {
        if (options == nullptr) refuse(here, "Residual has layers");
        branch(here, *options);
      } else {
        refuse(here, "there is no layer " + printable(kind) +
                         ": there are Conv2d, ReLU, PixelShuffle, PixelUnshuffle and Residual");
      }
    }
    return added;
  }

  void convolve(const std::string& at, const json_value* options, ending to) {
    std::size_t stride = 1, groups = 1;
    if (options != nullptr) {
      const auto* members = options->get_if<json_value::object>();
      if (members == nullptr) refuse(at, "the options of Conv2d are an object");
      for (const auto& [name, value] : *members) {
        if (name == "stride")
          stride = count(value, at, 16);
        else if (name == "groups")
          groups = count(value, at, 1 << 12);
        else
          refuse(at, "Conv2d has stride and groups, but no " + printable(name));
      }
    }
    if (is_ == form::wide) put({step::kind::bound});
    layers_.emplace_back(
        file_, at, shorts::layer_kind{.positive = is_ == form::rectified, .each = groups > 1, .largest = 7});
    const layer& l = layers_.back();
    if (groups > 1 && groups != l.outputs) refuse(at, "groups are 1, or as many as inputs and outputs");
    see(at, l.inputs);
    put({step::kind::convolve, stride, layers_.size() - 1, to});
    channels_ = l.outputs;
    cells_ *= stride;
    if (cells_ > 1 << 16) refuse(at, "the strides come to too much");
    is_ = to == ending::rectified ? form::rectified : to == ending::bounded ? form::bounded : form::wide;
  }

  void shuffle(const std::string& at, bool finer, const json_value* options) {
    if (options == nullptr) refuse(at, "a shuffle has a number");
    const std::size_t by = count(*options, at, 16);
    if (!inputs_) refuse(at, "the first layer is Conv2d, or follows in a Residual or after ReLU");
    widened();
    if (finer && channels_ % (by * by) != 0) refuse(at, "channels are left over");
    channels_ = finer ? channels_ / (by * by) : channels_ * by * by;
    if (channels_ > 1 << 14) refuse(at, "too many channels");
    put({finer ? step::kind::shuffle : step::kind::unshuffle, by});
  }

  void branch(const std::string& at, const json_value& layers) {
    if (++depth_ > 8) refuse(at, "it is nested too deeply");
    const std::size_t before = steps_.size(), channels = channels_;
    const bool begins = !inputs_;
    widened();
    put({step::kind::keep});
    const bool added = all(layers, at, true);
    --depth_;
    const std::size_t then = begins ? *inputs_ : channels;
    if (channels_ != then) refuse(at, "a Residual gives as many channels as it is given");
    std::size_t coarser = 1, finer = 1;
    for (std::size_t i = before; i < steps_.size(); ++i) {
      if (steps_[i].is == step::kind::convolve || steps_[i].is == step::kind::unshuffle)
        coarser *= steps_[i].by;
      if (steps_[i].is == step::kind::shuffle) finer *= steps_[i].by;
      if (coarser > 1 << 16 || finer > 1 << 16) refuse(at, "the strides come to too much");
    }
    if (coarser != finer) refuse(at, "a Residual stays on its grid");
    if (added) {
      is_ = form::wide;
      return;
    }
    widened();
    put({step::kind::add});
  }

  /// A layer sees so many channels.
  void see(const std::string& at, std::size_t inputs) {
    if (!inputs_)
      inputs_ = channels_ = inputs;
    else if (inputs != channels_)
      refuse(at, "it is given " + std::to_string(channels_) + " channels and sees " + std::to_string(inputs));
  }

  const safetensors& file_;
  const std::string& name_;
  std::vector<layer> layers_;
  std::vector<step> steps_;
  std::optional<std::size_t> inputs_;
  std::size_t channels_ = 0, cells_ = 1, depth_ = 0;
  form is_ = form::given;
};

}  // namespace

struct sequential_network::state {
  shorts::stack_of_steps stack;
};

sequential_network::sequential_network(const safetensors& file, const std::string& name)
    : state_{std::make_shared<const state>(builder{file, name}.take())} {}

std::size_t sequential_network::inputs() const { return state_->stack.inputs(); }
std::size_t sequential_network::outputs() const { return state_->stack.outputs(); }

sequential_network::grid sequential_network::size_of(grid in) const {
  const auto [rows, columns] = state_->stack.size_of({in.rows, in.columns});
  return {rows, columns};
}
std::uint64_t sequential_network::multiply_adds(grid in) const {
  return state_->stack.multiply_adds({in.rows, in.columns});
}

void sequential_network::run(grid size, std::span<const std::int16_t> in,
                             std::span<const std::int16_t> everywhere, std::span<std::int32_t> out,
                             unsigned threads) const {
  state_->stack.run({size.rows, size.columns}, in, everywhere, out, threads);
}

std::vector<std::byte> sequential_network::identity() const {
  std::vector<std::byte> out;
  state_->stack.put(out);
  return out;
}

}  // namespace ansatz
