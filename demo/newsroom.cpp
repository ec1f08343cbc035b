#include "demo/newsroom.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include <fmt/core.h>

#include "core/digest.h"
#include "core/http_date.h"
#include "core/json.h"

namespace claimwatch {
namespace {

namespace fs = std::filesystem;

// The timeline's own clock: step 0 is this moment and each step is an hour.
constexpr std::chrono::sys_days kFirstDay = std::chrono::year(2025) / 6 / 17;

struct FeedForm {
  std::string_view path;
  std::string_view file;
};

constexpr std::array<FeedForm, 3> kFeedForms = {
    {{"/feed.xml", "rss.xml"}, {"/atom.xml", "atom.xml"}, {"/feed.json", "feed.json"}}};

Result<std::string> ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return Error(Errc::kNotFound, fmt::format("{}: cannot be read", path.string()));
  }
  return std::string(std::istreambuf_iterator<char>(file), {});
}

Result<Json> ReadJson(const fs::path& path) {
  const std::string text = CW_TRY(ReadFile(path));
  Result<Json> json = Json::Parse(text);
  return json.ok() ? std::move(json) : Result<Json>(json.error().At(path.string()));
}

std::string_view TypeOf(std::string_view file) {
  if (file.ends_with(".html")) {
    return "text/html";  // each page declares its own encoding
  }
  if (file.ends_with(".atom.xml")) {
    return "application/atom+xml; charset=utf-8";
  }
  return file.ends_with(".xml") ? "application/rss+xml; charset=utf-8" : "application/feed+json";
}

void ReplaceAll(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

// "https://host/path" → "host/path".
std::string WithoutScheme(std::string_view url) {
  const std::size_t scheme = url.find("://");
  return std::string(scheme == std::string_view::npos ? url : url.substr(scheme + 3));
}

bool KnowsIt(const HttpRequest& request, std::string_view etag, std::string_view last_modified) {
  if (const std::string_view tag = request.Header("if-none-match"); !tag.empty()) {
    return tag == etag;
  }
  return request.Header("if-modified-since") == last_modified;
}

HttpResponse Plain(int status, std::string text) {
  return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, std::move(text)};
}

}  // namespace

Result<Newsroom> Newsroom::Load(const fs::path& dir) {
  Newsroom newsroom;
  const Json outlets = CW_TRY(ReadJson(dir / "outlets.json"));
  for (const auto& [name, outlet] : outlets["outlets"].Members()) {
    newsroom.outlets_.emplace(name, outlet["domain"].AsString());
  }
  CW_TRY(newsroom.LoadTimeline(dir));
  for (const auto& [name, domain] : newsroom.outlets_) {
    CW_TRY(newsroom.LoadFeeds(dir, name, domain));
  }
  if (newsroom.steps_.empty()) {
    return Error(Errc::kInvalid, fmt::format("{}: no steps", (dir / "timeline.json").string()));
  }
  return newsroom;
}

Status Newsroom::LoadTimeline(const fs::path& dir) {
  const Json timeline = CW_TRY(ReadJson(dir / "timeline.json"));
  for (const Json& step : timeline.Items()) {
    const int number = static_cast<int>(steps_.size());
    Step& places = steps_.emplace_back();
    for (const auto& [url, place] : step["urls"].Members()) {
      const std::string file(place["file"].AsString());
      places[WithoutScheme(url)] = {static_cast<int>(place["status"].AsInt()), file,
                                    WithHttpLinks(std::string(place["location"].AsString()))};
      if (!file.empty()) {
        CW_TRY(LoadDocument(dir, file, number));
      }
    }
  }
  return Ok();
}

Status Newsroom::LoadFeeds(const fs::path& dir, const std::string& outlet,
                           const std::string& domain) {
  for (int step = 0; step < steps(); ++step) {
    for (const FeedForm& form : kFeedForms) {
      const std::string file = fmt::format("feeds/{}/t{}.{}", outlet, step, form.file);
      std::error_code ignored;
      if (fs::exists(dir / file, ignored)) {
        CW_TRY(LoadDocument(dir, file, step));
        steps_.at(static_cast<std::size_t>(step))[domain + std::string(form.path)] = {200, file,
                                                                                      ""};
      }
    }
  }
  return Ok();
}

// A file keeps the time of the step it first appeared in.
Status Newsroom::LoadDocument(const fs::path& dir, const std::string& file, int step) {
  if (documents_.contains(file)) {
    return Ok();
  }
  Document document;
  document.body = WithHttpLinks(CW_TRY(ReadFile(dir / file)));
  document.type = std::string(TypeOf(file));
  document.etag = "\"" + Hex(Sha256(document.body)).substr(0, 16) + "\"";
  document.last_modified = FormatHttpDate(kFirstDay + std::chrono::hours(8 + step));
  documents_.emplace(file, std::move(document));
  return Ok();
}

std::string Newsroom::WithHttpLinks(std::string body) const {
  for (const auto& [name, domain] : outlets_) {
    ReplaceAll(body, "https://" + domain, "http://" + domain);
  }
  return body;
}

HttpResponse Newsroom::Answer(int step, const HttpRequest& request) const {
  const bool outlet = std::any_of(outlets_.begin(), outlets_.end(),
                                  [&](const auto& one) { return one.second == request.host; });
  if (!outlet || request.method == "CONNECT") {
    return Plain(502, fmt::format("'{}' is no outlet of this newsroom\n", request.host));
  }
  if (request.path == "/robots.txt") {
    return Plain(200, "User-agent: *\nAllow: /\n");
  }
  const Step& places = steps_.at(static_cast<std::size_t>(std::clamp(step, 0, steps() - 1)));
  const auto found = places.find(request.host + request.path);
  if (found == places.end()) {
    return Plain(404, "not found\n");
  }
  const Place& place = found->second;
  if (place.status / 100 == 3) {
    return {place.status, {{"Location", place.location}}, ""};
  }
  if (place.status != 200) {
    return Plain(place.status, "gone\n");
  }
  const Document& document = documents_.at(place.file);
  HttpResponse response{
      200, {{"ETag", document.etag}, {"Last-Modified", document.last_modified}}, ""};
  if (KnowsIt(request, document.etag, document.last_modified)) {
    response.status = 304;
    return response;
  }
  response.headers.emplace_back("Content-Type", document.type);
  response.body = document.body;
  return response;
}

std::string Newsroom::Describe(int step) const {
  int articles = 0;
  int added = 0;
  int edited = 0;
  int lost = 0;
  const Step& now = steps_.at(static_cast<std::size_t>(step));
  for (const auto& [url, place] : now) {
    if (place.file.starts_with("feeds/")) {
      continue;
    }
    articles += place.status == 200 ? 1 : 0;
    const Step* before = step == 0 ? nullptr : &steps_.at(static_cast<std::size_t>(step - 1));
    const auto old = before == nullptr ? now.end() : before->find(url);
    const bool is_new = before == nullptr || old == before->end();
    added += is_new ? 1 : 0;
    edited += !is_new && place.status == 200 && old->second.file != place.file ? 1 : 0;
    lost += !is_new && place.status != 200 && old->second.status == 200 ? 1 : 0;
  }
  return fmt::format("{} articles: {} new, {} edited, {} moved or gone", articles, added, edited,
                     lost);
}

}  // namespace claimwatch
