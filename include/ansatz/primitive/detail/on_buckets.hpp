#pragma once
#include <ansatz/model/buckets.hpp>
#include <ansatz/primitive/modelled.hpp>

namespace ansatz::detail {

/// Makes the codec of a location-scale distribution on buckets.
template <class Model>
struct codec_on_buckets {
  modelled_codec<Model> operator()(const bucket_set& buckets, typename Model::parameters p,
                                   unsigned bits) const {
    return {{buckets, p, bits}};
  }
};

}  // namespace ansatz::detail
