// The driver is written for N-API 10, of which it uses one thing: references to strings. N-API 9 only refers to objects,
// so the string is kept in a one-element array. Included before every other header of the driver.
#pragma once
#undef NAPI_VERSION
#define NAPI_VERSION 9
#include <napi.h>

#include <utility>

namespace Napi {

template <>
class Reference<String> {
 public:
  Reference() = default;
  explicit Reference(ObjectReference&& holder) : holder_(std::move(holder)) {}
  Reference(Reference&&) = default;
  Reference& operator=(Reference&&) = default;

  Napi::Env Env() const { return holder_.Env(); }
  bool IsEmpty() const { return holder_.IsEmpty(); }
  String Value() const { return holder_.Value().Get(uint32_t{0}).As<String>(); }
  void Reset() { holder_.Reset(); }
  void SuppressDestruct() { holder_.SuppressDestruct(); }

 private:
  ObjectReference holder_;
};

template <>
inline Reference<String> Persistent(String value) {
  Array holder = Array::New(value.Env(), 1);
  holder.Set(uint32_t{0}, value);
  return Reference<String>(Persistent(holder.As<Object>()));
}

}  // namespace Napi
