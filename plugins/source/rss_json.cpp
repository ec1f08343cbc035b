#include "plugins/source/rss_json.h"

#include <algorithm>
#include <array>

#include "plugins/source/sanitise.h"

namespace claimwatch {
namespace {

constexpr std::string_view kValue = "#value";

bool IsElementName(std::string_view name) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  return !name.empty() && letter(name.front()) &&
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

void WriteElement(std::string_view name, const Json& value, std::string& out) {
  if (!IsElementName(name)) {
    return;
  }
  if (value.IsArray()) {
    for (const Json& one : value.Items()) {
      if (!one.IsArray()) {
        WriteElement(name, one, out);
      }
    }
    return;
  }
  const bool attributes = value.IsObject() && HasAttributes(name, value);
  out.append("<").append(name);
  for (const auto& [key, child] : value.Members()) {
    if (attributes && IsElementName(key) && !child.IsArray() && !child.IsObject()) {
      out.append(" ").append(key).append("=\"").append(TextOf(child)).append("\"");
    }
  }
  out.append(">");
  if (attributes) {
    out.append(TextOf(value[kValue]));
  } else if (value.IsObject()) {
    WriteChildren(value, out);
  } else {
    out.append(TextOf(value));
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
