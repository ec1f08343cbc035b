#include "plugins/source/rss_json.h"

#include <algorithm>
#include <array>

#include "plugins/source/sanitise.h"

namespace claimwatch {
namespace {

constexpr std::string_view kValue = "#value";
// A list repeats its name for each of its elements, so a short JSON could stand for an endless
// document: names that no vocabulary of feeds has are none, and there is an end.
constexpr std::size_t kLongestName = 64;
constexpr std::size_t kLongest = std::size_t{64} << 20;

bool IsElementName(std::string_view name) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  return !name.empty() && name.size() <= kLongestName && letter(name.front()) &&
         std::all_of(name.begin(), name.end(), [&](char c) {
           return letter(c) || (c >= '0' && c <= '9') || c == ':' || c == '-' || c == '_';
         });
}

bool HasAttributes(std::string_view name, const Json& value) {
  static constexpr auto kNames =
      std::to_array<std::string_view>({"guid", "enclosure", "source", "category"});
  return value.Has(kValue) || std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

std::string TextOf(const Json& value) {
  if (value.IsString()) {
    return EscapeHtml(value.AsString());
  }
  return value.IsNumber() || value.IsBool() ? value.Dump() : std::string();
}

void WriteElement(std::string_view name, const Json& value, std::string& out);

void WriteChildren(const Json& value, std::string& out) {
  for (const auto& [name, child] : value.Members()) {
    WriteElement(name, child, out);
  }
}

void WriteList(std::string_view name, const Json& list, std::string& out) {
  for (const Json& one : list.Items()) {
    if (!one.IsArray()) {
      WriteElement(name, one, out);
    }
  }
}

void WriteAttributes(const Json& value, std::string& out) {
  for (const auto& [key, child] : value.Members()) {
    if (IsElementName(key) && !child.IsArray() && !child.IsObject()) {
      out.append(" ").append(key).append("=\"").append(TextOf(child)).append("\"");
    }
  }
}

void WriteElement(std::string_view name, const Json& value, std::string& out) {
  if (!IsElementName(name) || out.size() > kLongest) {
    return;
  }
  if (value.IsArray()) {
    WriteList(name, value, out);
    return;
  }
  out.append("<").append(name);
  if (value.IsObject() && HasAttributes(name, value)) {
    WriteAttributes(value, out);
    out.append(">").append(TextOf(value[kValue]));
  } else {
    out.append(">").append(TextOf(value));  // nothing, when it is an object
    WriteChildren(value, out);              // nothing, when it is a text
  }
  out.append("</").append(name).append(">");
}

}  // namespace

std::optional<std::string> RssFromJson(const Json& root) {
  const Json& channel = root["rss"]["channel"];
  if (!channel.IsObject()) {
    return std::nullopt;
  }
  std::string out = "<rss version=\"2.0\">";
  WriteElement("channel", channel, out);
  return out + "</rss>";
}

}  // namespace claimwatch
