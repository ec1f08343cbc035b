#include "cli/html.h"

#include <fmt/format.h>

#include "core/markup.h"
#include "core/text.h"

namespace claimwatch {

std::string HtmlText(std::string_view text) {
  return EscapeMarkup(EscapeControls(text, Layout::kKeep));
}

std::string HtmlElement(std::string_view name, const HtmlAttributes& attributes,
                        std::string_view inner) {
  std::string out = fmt::format("<{}", name);
  for (const auto& [key, value] : attributes) {
    out += fmt::format(" {}=\"{}\"", key, HtmlText(value));
  }
  return out + fmt::format(">{}</{}>", inner, name);
}

HtmlAttributes HtmlLanguage(std::string_view language) {
  return {{"lang", std::string(language)}, {"dir", "auto"}};
}

std::string HtmlLink(std::string_view url) {
  // A reader who clicks tells the outlet nothing about the dossier: no referrer is sent.
  const bool web = url.starts_with("https://") || url.starts_with("http://");
  return web ? HtmlElement("a", {{"href", std::string(url)}, {"rel", "noreferrer"}}, HtmlText(url))
             : HtmlText(url);
}

std::string HtmlTable(const HtmlTableHead& head, std::string_view rows) {
  std::string cells;
  for (const std::string& name : head.heading) {
    cells += HtmlElement("th", {{"scope", "col"}}, HtmlText(name));
  }
  return HtmlElement("table", {{"class", head.kind}},
                     HtmlElement("caption", {}, HtmlText(head.caption)) + "\n" +
                         HtmlElement("thead", {}, HtmlElement("tr", {}, cells)) + "\n" +
                         HtmlElement("tbody", {}, rows)) +
         "\n";
}

std::string HtmlRow(const std::vector<std::string>& cells) {
  std::string out;
  for (const std::string& cell : cells) {
    out += out.empty() ? HtmlElement("th", {{"scope", "row"}}, cell) : HtmlElement("td", {}, cell);
  }
  return HtmlElement("tr", {}, out) + "\n";
}

std::string HtmlPage(std::string_view title, std::string_view style, std::string_view body) {
  return HtmlPageOpening(title, style) + std::string(body) + std::string(HtmlPageClosing());
}

std::string_view HtmlPageClosing() {
  return "</body></html>\n";
}

std::string HtmlPageOpening(std::string_view title, std::string_view style) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\"/>\n<title>{}</title>\n<style>{}</style></head>\n"
      "<body>\n",
      HtmlText(title), style);
}

}  // namespace claimwatch
