// How things fail: Result<T> and Status carry a value or an Error, and cannot be ignored by
// accident.
//
// We never throw. A door file (the one file that includes a library) catches what the library
// throws and returns an Error instead. CW_CHECK is for broken promises of our own code only: it
// stops the process, systemd restarts it and the ledger resumes the work.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace claimwatch {

// What kind of failure it is; decides the exit status of the command line and whether trying again
// can help.
enum class Errc {
  kInvalid,      // the input is not what it should be
  kConfig,       // the configuration is wrong (exit 3 in the CLI, 78 in the daemon)
  kNotFound,     // no such article, version, file, key (exit 4)
  kIo,           // reading or writing failed
  kCorrupt,      // stored bytes contradict themselves (exit 5 in the CLI, 65 in the daemon)
  kBusy,         // held by somebody else; try again (exit 75)
  kLimit,        // a bound of ours was reached: size, depth, time, count
  kNetwork,      // the other side or the way to it failed
  kRefused,      // we decided not to do it: robots, private address, scheme
  kUnsupported,  // not a thing this build can do
};

// "invalid", "not found", …: the word used in messages and event records.
std::string_view ErrcName(Errc code);

// A failure in words for a person: where, what, why and a hint; lower case, no full stop.
class Error {
 public:
  Error(Errc code, std::string message) : code_(code), message_(std::move(message)) {}

  Errc code() const { return code_; }

  const std::string& message() const { return message_; }

  // The same failure with `where` in front: "where: message".
  Error At(std::string_view where) const;

 private:
  Errc code_;
  std::string message_;
};

[[noreturn]] void CheckFailed(const char* file, int line, const char* what);

// Stops the process when `condition`, a promise of our own code, does not hold.
#define CW_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::claimwatch::CheckFailed(__FILE__, __LINE__, #condition))

// A value or an Error. Move-only types are fine. value() on an error stops the process.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor)

  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return value_.has_value(); }

  explicit operator bool() const { return ok(); }

  const T& value() const& {
    CW_CHECK(ok());
    return *value_;
  }

  T& value() & {
    CW_CHECK(ok());
    return *value_;
  }

  T&& value() && {
    CW_CHECK(ok());
    return *std::move(value_);
  }

  T value_or(T other) const& { return ok() ? *value_ : std::move(other); }

  const T& operator*() const& { return value(); }

  T& operator*() & { return value(); }

  const T* operator->() const { return &value(); }

  T* operator->() { return &value(); }

  const Error& error() const {
    CW_CHECK(!ok());
    return *error_;
  }

  // Moves the value out; used by CW_TRY.
  T Take() && { return std::move(*this).value(); }

 private:
  std::optional<T> value_;
  std::optional<Error> error_;
};

// Done, or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;

  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return !error_.has_value(); }

  explicit operator bool() const { return ok(); }

  const Error& error() const {
    CW_CHECK(!ok());
    return *error_;
  }

  void Take() && { CW_CHECK(ok()); }

 private:
  std::optional<Error> error_;
};

using Status = Result<void>;

inline Status Ok() {
  return {};
}

// Hands an error up or yields the value. A whole statement or a whole initialiser only: never an
// argument and never inside braces, where g++ 12 and clang 14 leak what was already built.
#define CW_TRY(expression)         \
  __extension__({                  \
    auto cw_result = (expression); \
    if (!cw_result.ok()) {         \
      return cw_result.error();    \
    }                              \
    std::move(cw_result).Take();   \
  })

}  // namespace claimwatch
