#include <ansatz/error.hpp>
#include <ansatz/net/residual_network.hpp>
#include <net/residual_stack.hpp>

namespace ansatz {

struct residual_network::state {
  std::size_t rows, columns;
  residual_stack<exact_arithmetic> stack;
};

residual_network::residual_network(const safetensors& file, const std::string& name, std::size_t rows,
                                   std::size_t columns)
    : state_{[&] {
        require_ieee_arithmetic();
        if (rows == 0 || columns == 0 || rows > 4096 || columns > 4096)
          throw domain_error("residual_network: a grid of 1 to 4096 rows and columns");
        return std::make_shared<const state>(state{rows, columns, {file, name}});
      }()} {}

std::size_t residual_network::inputs() const { return state_->stack.inputs(); }
std::size_t residual_network::outputs() const { return state_->stack.outputs(); }
std::size_t residual_network::width() const { return state_->stack.width(); }
std::size_t residual_network::blocks() const { return state_->stack.blocks(); }
std::size_t residual_network::rows() const { return state_->rows; }
std::size_t residual_network::columns() const { return state_->columns; }
std::uint64_t residual_network::multiply_adds() const { return state_->stack.multiply_adds() * state_->rows * state_->columns; }

void residual_network::run(std::span<const std::int32_t> in, std::span<std::int32_t> out) const {
  require_ieee_arithmetic();
  state_->stack.run(state_->rows, state_->columns, in, out);
}

std::vector<std::byte> residual_network::identity() const {
  std::vector<std::byte> out;
  for (const std::size_t n : {state_->rows, state_->columns}) put_integer(out, static_cast<double>(n));
  const auto stack = state_->stack.identity();
  out.insert(out.end(), stack.begin(), stack.end());
  return out;
}

}  // namespace ansatz
