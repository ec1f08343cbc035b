// The demo's newsroom on disk, and what each of its addresses answers at each step of its timeline.
//
// Loaded once, then immutable; any thread may call. Links to the outlets are served as http:,
// because a replay has no certificates for them.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/result.h"
#include "demo/http_server.h"

namespace claimwatch {

class Newsroom {
 public:
  // `dir` has outlets.json, timeline.json, pages/ and feeds/. kNotFound, kInvalid: what is missing
  // or wrong.
  static Result<Newsroom> Load(const std::filesystem::path& dir);

  int steps() const { return static_cast<int>(steps_.size()); }

  // As the outlet's server answers at `step` (0-based): with ETag and Last-Modified, 304 when the
  // request knows them, 502 for a host that is no outlet.
  HttpResponse Answer(int step, const HttpRequest& request) const;

  // What a step brings, for people: "31 articles: 12 new, 3 edited".
  std::string Describe(int step) const;

 private:
  struct Document {
    std::string body;
    std::string type;
    std::string etag;
    std::string last_modified;
  };

  struct Place {
    int status = 200;
    std::string file;      // of 200
    std::string location;  // of 301
  };

  using Step = std::map<std::string, Place>;  // by "host/path"

  Status LoadTimeline(const std::filesystem::path& dir);
  Status LoadFeeds(const std::filesystem::path& dir, const std::string& outlet,
                   const std::string& domain);
  Status LoadDocument(const std::filesystem::path& dir, const std::string& file, int step);
  std::string WithHttpLinks(std::string body) const;

  std::map<std::string, std::string> outlets_;  // name → domain
  std::vector<Step> steps_;
  std::map<std::string, Document> documents_;  // by file
};

}  // namespace claimwatch
