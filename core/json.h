// JSON values (RFC 8259) with members in the order they were set, so the same record is always the
// same bytes.
//
// Numbers are kept as int64 or as Decimal text, never silently as a double: figures go through
// unchanged. Parse bounds depth and size and never throws; duplicate keys: the last one wins; lone
// surrogates become U+FFFD.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/decimal.h"
#include "core/result.h"

namespace claimwatch {

class Json {
 public:
  using Array = std::vector<Json>;
  using Member = std::pair<std::string, Json>;
  using Object = std::vector<Member>;

  Json() = default;  // null

  Json(std::nullptr_t) {}  // NOLINT(google-explicit-constructor)

  Json(bool value) : value_(value) {}  // NOLINT(google-explicit-constructor)

  Json(int value) : value_(std::int64_t{value}) {}  // NOLINT(google-explicit-constructor)

  Json(std::int64_t value) : value_(value) {}  // NOLINT(google-explicit-constructor)

  Json(std::uint64_t value);  // NOLINT(google-explicit-constructor)

  Json(double value) : value_(value) {}  // NOLINT(google-explicit-constructor)

  Json(const Decimal& value);  // NOLINT(google-explicit-constructor)

  Json(const char* value) : value_(std::string(value)) {}  // NOLINT(google-explicit-constructor)

  Json(std::string_view value)
      : value_(std::string(value)) {}  // NOLINT(google-explicit-constructor)

  Json(std::string value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor)

  Json(Array value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor)

  static Json MakeArray() { return Json(Array()); }

  static Json MakeObject() { return Json(std::in_place, Object()); }

  // {{"a", 1}, {"b", "x"}}
  static Json Of(std::initializer_list<Member> members) {
    return Json(std::in_place, Object(members));
  }

  bool IsNull() const { return std::holds_alternative<std::monostate>(value_); }

  bool IsBool() const { return std::holds_alternative<bool>(value_); }

  bool IsNumber() const;

  bool IsString() const { return std::holds_alternative<std::string>(value_); }

  bool IsArray() const { return std::holds_alternative<Array>(value_); }

  bool IsObject() const { return std::holds_alternative<Object>(value_); }

  // Each answers the fallback when the value is of another type.
  bool AsBool(bool fallback = false) const;
  std::int64_t AsInt(std::int64_t fallback = 0) const;
  double AsDouble(double fallback = 0) const;
  Decimal AsDecimal(const Decimal& fallback = {}) const;
  std::string_view AsString(std::string_view fallback = {}) const;
  // Empty when not an array (an object).
  const Array& Items() const;
  const Object& Members() const;

  // The member `key`, or null (a shared constant) when there is none or this is not an object.
  // Chains safely.
  const Json& operator[](std::string_view key) const;
  // "claimwatch.finding.state" by steps.
  const Json& At(std::string_view dotted_path) const;

  bool Has(std::string_view key) const { return !(*this)[key].IsNull(); }

  // Sets or replaces a member (makes this an object first). Returns *this for chaining.
  Json& Set(std::string_view key, Json value);
  // Member for writing, made as null when missing.
  Json& Edit(std::string_view key);
  // Appends to the array (makes this an array first).
  Json& Push(Json value);

  // An array of strings, and back: what is no string there is an empty one.
  static Json Texts(const std::vector<std::string>& texts);
  std::vector<std::string> AsTexts() const;

  // One line, no spaces, UTF-8; invalid UTF-8 inside strings becomes U+FFFD.
  std::string Dump() const;
  // Two spaces per level, for people.
  std::string DumpPretty() const;

  struct Limits {
    std::size_t bytes = std::size_t{16} << 20U;
    int depth = 64;
  };

  static Result<Json> Parse(std::string_view text, const Limits& limits);

  static Result<Json> Parse(std::string_view text) { return Parse(text, Limits{}); }

 private:
  struct Number {
    std::string digits;  // a decimal that int64 and double cannot carry exactly
    bool operator==(const Number&) const = default;
  };

  Json(std::in_place_t, Object value) : value_(std::move(value)) {}

  std::variant<std::monostate, bool, std::int64_t, double, Number, std::string, Array, Object>
      value_;
};

}  // namespace claimwatch
