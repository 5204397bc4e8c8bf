#include <algorithm>
#include <ansatz/error.hpp>
#include <utility>
#include <variational/score_gradient.hpp>

namespace ansatz {
namespace {

__extension__ typedef __int128 int128;

bits scaled(bits b, std::int64_t by, unsigned shift) {
  return {static_cast<std::int64_t>(static_cast<int128>(b.q24) * by >> shift)};
}

void check_size(const joint_table& joint, const mean_field& q) {
  if (q.ones.size() != joint.latents())
    throw domain_error("score_gradient: the table is of another number of latents");
}

}  // namespace

void score_settings::check() const {
  if (samples == 0 || samples > 256) throw domain_error("score_gradient: 1 to 256 samples a step");
  if (control > control_variate::leave_one_out)
    throw domain_error("score_gradient: there is no such control variate");
  if (control == control_variate::leave_one_out && samples < 2)
    throw domain_error("score_gradient: one sample leaves no others");
  if (rate > 1u << 20) throw domain_error("score_gradient: a rate above 16");
}

score_gradient::score_gradient(mean_field from, score_settings settings, std::uint64_t seed)
    : settings_{settings}, q_{std::move(from)}, words_{supply::seeded(seed)} {
  settings_.check();
  q_.check();
  for (const std::uint32_t mass : q_.ones) odds_.push_back(odds_of_mass(mass, q_.precision));
}

score_gradient::sample score_gradient::draw(const joint_table& joint, const logarithms& logs) {
  sample s;
  bits log_q;
  for (std::size_t k = 0; k < q_.ones.size(); ++k) {
    const auto cell = static_cast<std::uint32_t>(words_.word(next_++) >> (64 - q_.precision));
    const bool on = cell < q_.ones[k];
    if (on) s.z |= std::uint32_t{1} << k;
    log_q += on ? logs.on[k] : logs.off[k];
  }
  s.cost = joint[s.z] + log_q;
  return s;
}

score_gradient::logarithms score_gradient::logs() const {
  logarithms out;
  for (const std::uint32_t mass : q_.ones) {
    out.on.push_back(log2_of(mass) - bits::whole(q_.precision));
    out.off.push_back(log2_of(q_.total() - mass) - bits::whole(q_.precision));
  }
  return out;
}

bits score_gradient::baseline(const sample& s, bits sum) const {
  switch (settings_.control) {
    case control_variate::none:
      return {};
    case control_variate::running_mean:
      return mean_;
    case control_variate::leave_one_out:
      break;
  }
  return {(sum.q24 - s.cost.q24) / (std::int64_t{settings_.samples} - 1)};
}

std::vector<bits> score_gradient::estimate(const joint_table& joint) {
  check_size(joint, q_);
  const logarithms of_q = logs();
  std::vector<sample> samples(settings_.samples);
  bits sum;  // of 256 costs of 2^30 bits at most: below 2^62
  for (sample& s : samples) {
    s = draw(joint, of_q);
    sum += s.cost;
  }
  std::vector<bits> gradient(q_.ones.size());
  for (const sample& s : samples) {
    const bits over = s.cost - baseline(s, sum);
    for (std::size_t k = 0; k < gradient.size(); ++k) {
      const std::int64_t on = (s.z >> k & 1) != 0 ? q_.total() : 0;
      gradient[k] += scaled(over, on - q_.ones[k], q_.precision);
    }
  }
  for (bits& g : gradient) g.q24 /= settings_.samples;
  const bits mean{sum.q24 / settings_.samples};
  mean_ = has_mean_ ? mean_ + bits{(mean - mean_).q24 / 8} : mean;
  has_mean_ = true;
  return gradient;
}

void score_gradient::step(const joint_table& joint) {
  const std::vector<bits> gradient = estimate(joint);
  const std::int64_t rate = std::int64_t{settings_.rate} * 64 / static_cast<std::int64_t>(64 + steps_++);
  const bits far = bits::whole(std::int64_t{q_.precision} - 1), one = bits::whole(1);
  for (std::size_t k = 0; k < odds_.size(); ++k) {
    odds_[k] -= std::clamp(scaled(gradient[k], rate, 16), -one, one);
    odds_[k] = std::clamp(odds_[k], -far, far);
    q_.ones[k] = mass_of_odds(odds_[k], q_.precision);
  }
}

std::vector<bits> exact_gradient(const joint_table& joint, const mean_field& q) {
  q.check();
  check_size(joint, q);
  std::vector<bits> gradient;
  for (std::size_t k = 0; k < q.ones.size(); ++k) {
    // The tables of z_k = 0 and of z_k = 1, each under the others.
    mean_field others{q.precision, q.ones};
    others.ones.erase(others.ones.begin() + static_cast<std::ptrdiff_t>(k));
    std::vector<bits> off, on;
    for (std::uint32_t z = 0; z < joint.costs().size(); ++z)
      ((z >> k & 1) != 0 ? on : off).push_back(joint[z]);
    const bits slope =
        expectation(on, others) - expectation(off, others) + odds_of_mass(q.ones[k], q.precision);
    gradient.push_back(scaled(scaled(slope, q.ones[k], q.precision), q.total() - q.ones[k], q.precision));
  }
  return gradient;
}

}  // namespace ansatz
