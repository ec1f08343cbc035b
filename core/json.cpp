#include "core/json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

#include <nlohmann/json.hpp>

#include "core/bytes.h"

namespace claimwatch {
namespace {

const Json& NullJson() {
  static const Json null;
  return null;
}

// Printable ASCII that stands for itself inside a JSON string; most of what we write is nothing
// else.
bool IsPlain(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; });
}

void Escape(std::string_view text, std::string& out) {
  if (IsPlain(text)) {
    out.append(1, '"').append(text).push_back('"');
    return;
  }
  // nlohmann knows the escapes and replaces invalid UTF-8.
  out += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// The four hex digits of "\\uXXXX" at `at`; -1 when there is none.
int EscapedUnit(std::string_view text, std::size_t at) {
  const std::string_view escape = text.substr(std::min(at, text.size()), 6);
  int unit = -1;
  if (escape.size() == 6 && escape.starts_with("\\u")) {
    std::from_chars(escape.data() + 2, escape.data() + 6, unit, 16);
  }
  return unit;
}

// `text` with each escaped half of a surrogate pair that stands alone as U+FFFD, which nlohmann
// refuses; empty when there is none.
std::string PairSurrogates(std::string_view text) {
  std::string out;
  std::size_t kept = 0;
  for (std::size_t at = text.find('\\'); at != std::string_view::npos; at = text.find('\\', at)) {
    const int unit = EscapedUnit(text, at);
    const int next = unit >= 0xD800 && unit <= 0xDBFF ? EscapedUnit(text, at + 6) : -1;
    if (next >= 0xDC00 && next <= 0xDFFF) {
      at += 12;
    } else if (unit >= 0xD800 && unit <= 0xDFFF) {
      out.append(text.substr(kept, at - kept)).append("\\ufffd");
      at += 6;
      kept = at;
    } else {
      at += 2;  // the escape and what it escapes, which may be another backslash
    }
  }
  return out.empty() ? out : out.append(text.substr(kept));
}

// Where each member of an open object stands. Ordered and not hashed: the names come from outside.
using Places = std::map<std::string, std::size_t>;

// object.Set(key, value), but not slower the more members there are: a document of a hundred
// thousand names would take minutes.
void SetMember(Json& object, Places& places, const std::string& key, Json value) {
  constexpr std::size_t kFew = 16;
  if (object.Members().size() < kFew) {
    object.Set(key, std::move(value));
    return;
  }
  auto& members = const_cast<Json::Object&>(object.Members());  // NOLINT: our own object
  if (places.empty()) {
    for (std::size_t i = 0; i < members.size(); ++i) {
      places.emplace(members[i].first, i);
    }
  }
  const auto [place, fresh] = places.try_emplace(key, members.size());
  if (fresh) {
    members.emplace_back(key, std::move(value));
  } else {
    members[place->second].second = std::move(value);
  }
}

// Builds a Json from nlohmann's SAX events, refusing what is deeper than `depth`.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Builder(int depth) : depth_(depth) {}

  bool null() override { return Add(Json()); }

  bool boolean(bool value) override { return Add(Json(value)); }

  bool number_integer(std::int64_t value) override { return Add(Json(value)); }

  bool number_unsigned(std::uint64_t value) override { return Add(Json(value)); }

  bool number_float(double value, const std::string& digits) override {
    const std::optional<Decimal> exact = Decimal::Parse(digits);
    return Add(exact ? Json(*exact) : Json(value));
  }

  bool string(std::string& value) override { return Add(Json(std::move(value))); }

  bool binary(nlohmann::json::binary_t& /*value*/) override { return false; }

  bool start_object(std::size_t /*size*/) override { return Open(Json::MakeObject()); }

  bool end_object() override { return Close(); }

  bool start_array(std::size_t /*size*/) override { return Open(Json::MakeArray()); }

  bool end_array() override { return Close(); }

  bool key(std::string& value) override {
    keys_.back() = std::move(value);
    return true;
  }

  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::json::exception& /*error*/) override {
    if (error_.empty()) {
      error_ = "not valid JSON at byte " + std::to_string(position);
    }
    return false;
  }

  const std::string& error() const { return error_; }

  Json Take() { return std::move(root_); }

 private:
  bool Add(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (open_.back().IsArray()) {
      open_.back().Push(std::move(value));
    } else {
      SetMember(open_.back(), places_.back(), keys_.back(), std::move(value));
    }
    return true;
  }

  bool Open(Json value) {
    if (static_cast<int>(open_.size()) >= depth_) {
      error_ = "JSON nested deeper than " + std::to_string(depth_);
      return false;
    }
    open_.push_back(std::move(value));
    keys_.emplace_back();
    places_.emplace_back();
    return true;
  }

  bool Close() {
    Json done = std::move(open_.back());
    open_.pop_back();
    keys_.pop_back();
    places_.pop_back();
    return Add(std::move(done));
  }

  int depth_;
  Json root_;
  std::vector<Json> open_;
  std::vector<std::string> keys_;
  std::vector<Places> places_;
  std::string error_;
};

void Indent(std::string& out, int level) {
  out.push_back('\n');
  out.append(static_cast<std::size_t>(level) * 2, ' ');
}

void Write(const Json& value, int level, bool pretty, std::string& out);

void WriteArray(const Json::Array& items, int level, bool pretty, std::string& out) {
  out.push_back('[');
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) {
      out.push_back(',');
    }
    if (pretty) {
      Indent(out, level + 1);
    }
    Write(items[i], level + 1, pretty, out);
  }
  if (pretty && !items.empty()) {
    Indent(out, level);
  }
  out.push_back(']');
}

void WriteObject(const Json::Object& members, int level, bool pretty, std::string& out) {
  out.push_back('{');
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (i > 0) {
      out.push_back(',');
    }
    if (pretty) {
      Indent(out, level + 1);
    }
    Escape(members[i].first, out);
    out += pretty ? ": " : ":";
    Write(members[i].second, level + 1, pretty, out);
  }
  if (pretty && !members.empty()) {
    Indent(out, level);
  }
  out.push_back('}');
}

void WriteScalar(const Json& value, std::string& out) {
  if (value.IsNull()) {
    out += "null";
  } else if (value.IsBool()) {
    out += value.AsBool() ? "true" : "false";
  } else if (value.IsString()) {
    Escape(value.AsString(), out);
  } else if (const std::int64_t whole = value.AsInt(INT64_MIN); whole != INT64_MIN) {
    out += std::to_string(whole);
  } else {
    out += value.AsDecimal().ToString();
  }
}

void Write(const Json& value, int level, bool pretty, std::string& out) {
  if (value.IsArray()) {
    WriteArray(value.Items(), level, pretty, out);
  } else if (value.IsObject()) {
    WriteObject(value.Members(), level, pretty, out);
  } else {
    WriteScalar(value, out);
  }
}

}  // namespace

Json::Json(std::uint64_t value) {
  if (value <= static_cast<std::uint64_t>(INT64_MAX)) {
    value_ = static_cast<std::int64_t>(value);
  } else {
    value_ = Number{std::to_string(value)};
  }
}

Json::Json(const Decimal& value) {
  if (const std::optional<std::int64_t> integer = value.ToInt()) {
    value_ = *integer;
  } else {
    value_ = Number{value.ToString()};
  }
}

bool Json::IsNumber() const {
  return std::holds_alternative<std::int64_t>(value_) || std::holds_alternative<double>(value_) ||
         std::holds_alternative<Number>(value_);
}

bool Json::AsBool(bool fallback) const {
  const bool* value = std::get_if<bool>(&value_);
  return value != nullptr ? *value : fallback;
}

std::int64_t Json::AsInt(std::int64_t fallback) const {
  if (const auto* value = std::get_if<std::int64_t>(&value_)) {
    return *value;
  }
  return IsNumber() ? AsDecimal().ToInt().value_or(fallback) : fallback;
}

double Json::AsDouble(double fallback) const {
  if (const double* value = std::get_if<double>(&value_)) {
    return *value;
  }
  return IsNumber() ? AsDecimal().ToDouble() : fallback;
}

Decimal Json::AsDecimal(const Decimal& fallback) const {
  if (const auto* integer = std::get_if<std::int64_t>(&value_)) {
    return *integer;
  }
  if (const auto* number = std::get_if<Number>(&value_)) {
    return Decimal::Parse(number->digits).value_or(fallback);
  }
  if (const double* value = std::get_if<double>(&value_)) {
    return Decimal::FromDouble(*value);
  }
  return fallback;
}

std::string_view Json::AsString(std::string_view fallback) const {
  const std::string* value = std::get_if<std::string>(&value_);
  return value != nullptr ? std::string_view(*value) : fallback;
}

const Json::Array& Json::Items() const {
  static const Array empty;
  const Array* value = std::get_if<Array>(&value_);
  return value != nullptr ? *value : empty;
}

const Json::Object& Json::Members() const {
  static const Object empty;
  const Object* value = std::get_if<Object>(&value_);
  return value != nullptr ? *value : empty;
}

const Json& Json::operator[](std::string_view key) const {
  for (const Member& member : Members()) {
    if (member.first == key) {
      return member.second;
    }
  }
  return NullJson();
}

const Json& Json::At(std::string_view dotted_path) const {
  const Json* at = this;
  while (!dotted_path.empty()) {
    const std::size_t dot = dotted_path.find('.');
    at = &(*at)[dotted_path.substr(0, dot)];
    dotted_path.remove_prefix(dot == std::string_view::npos ? dotted_path.size() : dot + 1);
  }
  return *at;
}

Json& Json::Edit(std::string_view key) {
  if (!IsObject()) {
    value_ = Object();
  }
  Object& members = std::get<Object>(value_);
  for (Member& member : members) {
    if (member.first == key) {
      return member.second;
    }
  }
  return members.emplace_back(std::string(key), Json()).second;
}

Json& Json::Set(std::string_view key, Json value) {
  Edit(key) = std::move(value);
  return *this;
}

Json& Json::Push(Json value) {
  if (!IsArray()) {
    value_ = Array();
  }
  std::get<Array>(value_).push_back(std::move(value));
  return *this;
}

Json Json::Texts(const std::vector<std::string>& texts) {
  Array array;
  array.insert(array.end(), texts.begin(), texts.end());
  Json json;
  json.value_ = std::move(array);
  return json;
}

std::vector<std::string> Json::AsTexts() const {
  std::vector<std::string> texts;
  for (const Json& item : Items()) {
    texts.emplace_back(item.AsString());
  }
  return texts;
}

std::string Json::Dump() const {
  std::string out;
  Write(*this, 0, false, out);
  return out;
}

std::string Json::DumpPretty() const {
  std::string out;
  Write(*this, 0, true, out);
  return out;
}

Result<Json> Json::Parse(std::string_view text, const Limits& limits) {
  if (text.size() > limits.bytes) {
    return Error(Errc::kLimit, "JSON larger than " + FormatBytes(Bytes{limits.bytes}));
  }
  Builder builder(limits.depth);
  const std::string paired = PairSurrogates(text);
  text = paired.empty() ? text : paired;
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) {
    return Error(Errc::kInvalid, builder.error().empty() ? "not valid JSON" : builder.error());
  }
  return builder.Take();
}

}  // namespace claimwatch
