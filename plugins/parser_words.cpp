#include "plugins/parser_words.h"

#include <array>

#include "core/site_rule.h"
#include "plugins/source/source.h"

namespace claimwatch {
namespace {

constexpr std::array kCodes = {Errc::kInvalid, Errc::kConfig,     Errc::kNotFound, Errc::kIo,
                               Errc::kCorrupt, Errc::kBusy,       Errc::kLimit,    Errc::kNetwork,
                               Errc::kRefused, Errc::kUnsupported};

Result<Url> UrlOf(const Json& json) {
  const std::string_view text = json.AsString();
  return text.empty() ? Result<Url>(Url()) : Url::Parse(text);
}

}  // namespace

Json PageJson(const Page& page) {
  Json headers = Json::MakeArray();
  for (const auto& [name, value] : page.headers) {
    Json row = Json::MakeArray();
    row.Push(name).Push(value);
    headers.Push(std::move(row));
  }
  return Json::Of({{"url", page.url.text()},
                   {"requested", page.requested.text()},
                   {"status", page.status},
                   {"headers", std::move(headers)},
                   {"content_type", page.content_type},
                   {"truncated", page.truncated},
                   {"fetched", FormatTime(page.fetched)}});
}

Result<Page> PageFromJson(const Json& json) {
  Page page;
  page.url = CW_TRY(UrlOf(json["url"]));
  page.requested = CW_TRY(UrlOf(json["requested"]));
  page.status = static_cast<int>(json["status"].AsInt());
  for (const Json& row : json["headers"].Items()) {
    if (row.Items().size() == 2) {
      page.headers.emplace_back(row.Items()[0].AsString(), row.Items()[1].AsString());
    }
  }
  page.content_type = json["content_type"].AsString();
  page.truncated = json["truncated"].AsBool();
  page.fetched = ParseTime(json["fetched"].AsString()).value_or(Time());
  return page;
}

Json SourceOptionsJson(const SourceOptions& options) {
  return Json::Of({{"assume_timezone", options.assume_timezone},
                   {"link_patterns", Json::Texts(options.link_patterns)}});
}

SourceOptions SourceOptionsFromJson(const Json& json) {
  SourceOptions options;
  options.assume_timezone = json["assume_timezone"].AsString();
  options.link_patterns = json["link_patterns"].AsTexts();
  return options;
}

Json SiteRuleJson(const SiteRule& rule) {
  return Json::Of({{"host", rule.host},
                   {"keep", Json::Texts(rule.keep)},
                   {"drop", Json::Texts(rule.drop)},
                   {"title", rule.title},
                   {"byline", rule.byline},
                   {"published", rule.published}});
}

SiteRule SiteRuleFromJson(const Json& json) {
  return {.host = std::string(json["host"].AsString()),
          .keep = json["keep"].AsTexts(),
          .drop = json["drop"].AsTexts(),
          .title = std::string(json["title"].AsString()),
          .byline = std::string(json["byline"].AsString()),
          .published = std::string(json["published"].AsString())};
}

Json ErrorJson(const Error& error) {
  return Json::Of({{"error", error.message()}, {"code", ErrcName(error.code())}});
}

Error ErrorFromJson(const Json& json) {
  Errc known = Errc::kInvalid;
  for (const Errc code : kCodes) {
    if (ErrcName(code) == json["code"].AsString()) {
      known = code;
    }
  }
  return {known, std::string(json["error"].AsString())};
}

}  // namespace claimwatch
