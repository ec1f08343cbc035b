// claimwatch feed FILE...: what a feed says, as a list for people or as JSON for programs.
// claimwatch discover: the feeds that web pages name, as a filter of JSON lines.
#include <iostream>

#include <fmt/format.h>

#include "cli/input.h"
#include "cli/output.h"
#include "cli/verbs.h"
#include "core/json.h"
#include "core/text.h"
#include "core/zone.h"
#include "plugins/source/feed_json.h"
#include "plugins/source/source.h"

namespace claimwatch {
namespace {

// One document to read and what is known of how it came.
struct Request {
  std::string file;
  std::string url;
  std::string content_type;
};

Result<std::vector<Request>> ManifestRequests(const std::string& name) {
  const std::string text = CW_TRY(ReadInput("feed", name));
  std::vector<Request> requests;
  int number = 0;
  for (const std::string_view line : Split(text, '\n')) {
    ++number;
    if (Trim(line).empty()) {
      continue;
    }
    const Result<Json> row = Json::Parse(line);
    if (!row.ok() || !(*row)["file"].IsString()) {
      return Error(Errc::kInvalid,
                   fmt::format("feed: {}:{}: not a JSON object with \"file\"", name, number));
    }
    requests.push_back({std::string((*row)["file"].AsString()),
                        std::string((*row)["url"].AsString()),
                        std::string((*row)["ctype"].AsString())});
  }
  return requests;
}

Result<std::vector<Request>> Requests(const Arguments& arguments) {
  std::vector<Request> requests;
  for (const std::string& file : arguments.positionals) {
    requests.push_back({file, arguments.Get("url"), arguments.Get("content-type")});
  }
  if (arguments.Has("manifest")) {
    std::vector<Request> more = CW_TRY(ManifestRequests(arguments.Get("manifest")));
    requests.insert(requests.end(), more.begin(), more.end());
  }
  if (requests.empty()) {
    return Error(Errc::kInvalid, "feed: no file; name one, '-' for standard input, or --manifest");
  }
  return requests;
}

Result<Feed> ReadRequest(const Request& request, const SourceOptions& options) {
  Page page;
  page.body = CW_TRY(ReadInput("feed", request.file));
  page.content_type = request.content_type;
  if (!request.url.empty()) {
    page.url = CW_TRY(Url::Parse(request.url));
  }
  return ReadFeed(page, options);
}

std::string Shown(const std::optional<Time>& time) {
  return time ? FormatLocalTime(*time) : std::string("no date");
}

std::string ForPeople(const Result<Feed>& feed) {
  if (!feed.ok()) {
    return "";
  }
  std::string out =
      fmt::format("{} ({}, {})\n", EscapeControls(feed->title), FeedKindName(feed->kind),
                  Counted(feed->entries.size(), "entry", "entries"));
  for (const Entry& entry : feed->entries) {
    const auto& time = entry.published ? entry.published : entry.updated;
    out += fmt::format("  {:<25}  {}\n", Shown(time), Ellipsize(EscapeControls(entry.title), 100));
    out += fmt::format("  {:<25}  {}\n", "", EscapeControls(entry.link));
  }
  for (const std::string& warning : feed->warnings) {
    out += "  warning: " + EscapeControls(warning) + "\n";
  }
  return out;
}

Result<SourceOptions> OptionsFor(const Arguments& arguments) {
  SourceOptions options;
  options.assume_timezone = arguments.Get("assume-timezone");
  options.link_patterns = arguments.All("links");
  if (!options.assume_timezone.empty() && !ZoneExists(options.assume_timezone)) {
    return Error(Errc::kInvalid,
                 fmt::format("feed: unknown time zone '{}', use an IANA name such as "
                             "'Asia/Shanghai'",
                             EscapeControls(options.assume_timezone)));
  }
  return options;
}

// Says what is wrong with `file`; what came of it.
Exit Complain(const std::string& file, const Error& error) {
  const bool named = error.message().find(file) != std::string::npos;
  fmt::print(stderr, "claimwatch: {}\n",
             EscapeControls(named ? error.message() : error.At(file).message()));
  return ExitFor(error);
}

Result<Exit> RunFeed(const Arguments& arguments) {
  const std::vector<Request> requests = CW_TRY(Requests(arguments));
  const SourceOptions options = CW_TRY(OptionsFor(arguments));
  const bool array = arguments.Has("json") && requests.size() > 1;
  const bool data = arguments.Has("json") || arguments.Has("jsonl");
  std::string separator = array ? "[" : "";
  Exit exit = Exit::kDone;
  for (const Request& request : requests) {
    const Result<Feed> feed = ReadRequest(request, options);
    const std::string shown = data ? FeedJson(request.file, feed) : ForPeople(feed);
    const bool told = arguments.Has("manifest") && data;  // its line says so
    if (!feed.ok() && !told) {
      const Exit ended = Complain(request.file, feed.error());
      exit = exit == Exit::kDone ? ended : exit;
    }
    Print(separator + shown + (array || !data ? "" : "\n"));  // people see nothing of none
    separator = array ? ",\n" : "";
  }
  Print(array ? "]\n" : "");
  return exit;
}

// {"base","html"} a line in, a list of addresses a line out.
Result<Exit> DiscoverInLines() {
  std::string line;
  while (std::getline(std::cin, line)) {
    const Result<Json> row = Json::Parse(line);
    const Json feeds =
        row.ok() ? Json::Texts(DiscoverFeeds((*row)["html"].AsString(), (*row)["base"].AsString()))
                 : Json::MakeArray();
    Print(feeds.Dump() + "\n");
  }
  return Exit::kDone;
}

void PrintFeedsOf(const std::string& file, const Json& feeds) {
  for (const Json& feed : feeds.Items()) {
    Print(EscapeControls(feed.AsString()) + "\n");
  }
  if (feeds.Items().empty()) {
    static_cast<void>(std::fprintf(stderr,
                                   "claimwatch: %s: names no feed; relative links need --url\n",
                                   EscapeControls(file).c_str()));
  }
}

Result<Exit> RunDiscover(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  if (arguments.positionals.empty()) {
    return DiscoverInLines();
  }
  std::vector<Json> items;
  for (const std::string& file : arguments.positionals) {
    const std::string html = CW_TRY(ReadInput("discover", file));
    Json feeds = Json::Texts(DiscoverFeeds(html, arguments.Get("url")));
    if (output.format == Format::kPeople) {
      PrintFeedsOf(file, feeds);
    }
    items.push_back(Json::Of({{"file", file}, {"feeds", std::move(feeds)}}));
  }
  if (output.format != Format::kPeople) {
    output.PrintItems(items);
  }
  return Exit::kDone;
}

std::vector<Option> DiscoverOptions() {
  std::vector<Option> options = OutputOptions();
  options.insert(options.begin(), {"--url", "URL", "where the page came from"});
  return options;
}

}  // namespace

void AddFeedVerb(std::vector<Verb>& verbs) {
  verbs.push_back(
      {"feed",
       "stages",
       "[FILE...]",
       "read feeds, sitemaps and link pages",
       "Reads RSS, RDF, Atom, JSON Feed, sitemaps and, with --links, web pages from files ('-' is "
       "standard input). What is no feed is said so and the next file is read.",
       {{"--url", "URL", "where the document came from; relative links are resolved against it"},
        {"--content-type", "TYPE", "Content-Type it was served with, for its charset"},
        {"--manifest", "FILE", "JSON lines {\"file\",\"url\",\"ctype\"} instead of FILE"},
        {"--assume-timezone", "ZONE", "IANA zone of dates without one (default UTC)"},
        {"--links", "PATTERN", "read web pages: links that fit this glob are entries", true},
        {"--json", "", "one JSON document"},
        {"--jsonl", "", "one JSON object a line"}},
       RunFeed});
  verbs.push_back({"discover", "stages", "[FILE...]", "find the feeds that a web page names",
                   "Prints the feeds of HTML files, best first. Without FILE: reads JSON lines "
                   "{\"base\",\"html\"} and answers each with a JSON list.",
                   DiscoverOptions(), RunDiscover});
}

}  // namespace claimwatch
