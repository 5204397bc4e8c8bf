#pragma once
#include <memory>
#include <type_traits>
#include <utility>

namespace ansatz::detail {

/// A callable that lives elsewhere, its type forgotten: two pointers, one indirect call. The callable must
/// outlive it.
template <class Signature>
class function_ref;

template <class R, class... Args>
class function_ref<R(Args...)> {
 public:
  template <class F>
    requires(!std::is_same_v<std::remove_cv_t<F>, function_ref> && std::is_invocable_r_v<R, F&, Args...>)
  explicit function_ref(F& f)
      : object_{const_cast<void*>(static_cast<const volatile void*>(std::addressof(f)))},
        call_{[](void* object, Args... args) -> R {
          return (*static_cast<F*>(object))(std::forward<Args>(args)...);
        }} {}

  R operator()(Args... args) const { return call_(object_, std::forward<Args>(args)...); }

 private:
  void* object_;
  R (*call_)(void*, Args...);
};

}  // namespace ansatz::detail
