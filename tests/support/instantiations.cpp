#include "support/headers.hpp"

template class rc::Gen<std::uint32_t>;
template class rc::Shrinkable<std::uint32_t>;
template class rc::Seq<rc::Shrinkable<std::uint32_t>>;
template rc::Gen<std::uint32_t> rc::gen::inRange<std::uint32_t>(std::uint32_t, std::uint32_t);
template void rc::show<std::uint32_t>(const std::uint32_t&, std::ostream&);
template std::string testing::PrintToString<std::uint32_t>(const std::uint32_t&);
