#include <ansatz/net/residual_network.hpp>
#include <net/residual_stack.hpp>

namespace ansatz {

struct residual_network::state {
  residual_stack<exact_arithmetic> stack;
};

residual_network::residual_network(const safetensors& file, const std::string& name, std::size_t rows,
                                   std::size_t columns)
    : state_{[&] {
        require_ieee_arithmetic();
        return std::make_shared<const state>(state{{file, name, rows, columns}});
      }()} {}

std::size_t residual_network::inputs() const { return state_->stack.inputs(); }
std::size_t residual_network::outputs() const { return state_->stack.outputs(); }
std::size_t residual_network::width() const { return state_->stack.width(); }
std::size_t residual_network::blocks() const { return state_->stack.blocks(); }
std::size_t residual_network::rows() const { return state_->stack.rows(); }
std::size_t residual_network::columns() const { return state_->stack.columns(); }
std::uint64_t residual_network::multiply_adds() const { return state_->stack.multiply_adds(); }

void residual_network::run(std::span<const std::int32_t> in, std::span<std::int32_t> out) const {
  require_ieee_arithmetic();
  state_->stack.run(in, out);
}

std::vector<std::byte> residual_network::identity() const { return state_->stack.identity(); }

}  // namespace ansatz
