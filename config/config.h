// The whole configuration as typed values. config/keys is the one table of keys (type, default,
// range, help); config/load fills this struct from TOML; config/check says what contradicts.
// Immutable once loaded; a reload makes a new one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/bytes.h"
#include "core/finding.h"
#include "core/log.h"
#include "core/site_rule.h"
#include "core/time.h"

namespace claimwatch {

struct DaemonConfig {
  std::filesystem::path state_dir = "/var/lib/claimwatch";
  std::filesystem::path run_dir = "/run/claimwatch";  // of the control socket; empty: none
  std::filesystem::path metrics_file;                 // empty: none is written
  LogLevel log_level = LogLevel::kInfo;
  LogTarget log_target = LogTarget::kAuto;
  int workers = 2;
  bool isolate_parsing = true;  // pages are read in child processes
};

struct FetchConfig {
  std::string user_agent = "claimwatch/0.1 (+https://example.org/claimwatch-contact)";
  Duration timeout = std::chrono::seconds(30);
  Duration connect_timeout = std::chrono::seconds(10);
  Bytes max_body = 10_MiB;  // after decompression
  int max_redirects = 5;
  int parallel = 64;  // transfers at a time, over all hosts
  bool allow_private_net = false;
  std::vector<std::string> allow_hosts;  // hosts or CIDR blocks that are allowed although private
  std::vector<int> allow_ports = {80, 443, 8080, 8443};  // empty = any
  std::string proxy;                                     // "http://host:port"; empty = none
  std::string ca_file;                                   // private CA bundle; empty = the system's
};

// "6/min": tokens per time.
struct Rate {
  int count = 6;
  Duration per = std::chrono::minutes(1);
};

struct Backoff {
  Duration first = std::chrono::minutes(5);
  double factor = 2.0;
  Duration max = std::chrono::hours(24);
  double jitter = 0.2;
};

struct PolitenessConfig {
  Rate per_host_rate;  // per registrable domain, over all sources and articles
  int per_host_parallel = 1;
  bool respect_robots = true;
  Duration respect_retry_after = std::chrono::hours(24);  // longest wait a server may ask for
  Backoff backoff;
  int redirect_confirm_count =
      5;  // a 301/308 rewrites a source's address only after this many, over this long
  Duration redirect_confirm_over = std::chrono::days(7);
};

struct RecheckStep {
  Duration age{};    // up to this age since first seen …
  Duration every{};  // … look again this often
};

struct RecheckConfig {
  std::vector<RecheckStep> schedule = {{std::chrono::hours(6), std::chrono::minutes(15)},
                                       {std::chrono::hours(24), std::chrono::hours(1)},
                                       {std::chrono::days(7), std::chrono::hours(6)},
                                       {std::chrono::days(30), std::chrono::days(2)}};
  Duration stop_after = std::chrono::days(365);
  Duration after_change = std::chrono::minutes(15);
  int gone_confirm = 3;
  Duration gone_apart = std::chrono::minutes(30);
};

struct QualityConfig {
  double min_score = 0.6;
  int min_text = 80;  // characters; a CJK sign counts as three
  double shrink_guard = 0.5;
};

struct StorageConfig {
  Bytes disk_free_min = 2_GiB;
  Bytes ballast = 64_MiB;                      // 0 = none
  Bytes source_daily_max = 256_MiB;            // of new versions; 0 = no limit
  Duration gc_every = std::chrono::hours(24);  // 0: only by hand
  // What is dropped then; zero: nothing, ever.
  Duration keep_refused = std::chrono::days(30);
  Duration keep_raw{};
  Duration keep_alerts{};
  Duration checkpoint_every = std::chrono::hours(1);
  std::string timestamp_url;  // of an authority (RFC 3161); empty: none is asked
  Duration timestamp_every = std::chrono::hours(24);
  std::filesystem::path timestamp_roots;  // PEM; empty: the authority is not looked at
  std::string checkpoint_key;  // PEM, or "cred:NAME"; empty: a key of the daemon's own making
};

struct BaselineConfig {
  std::string id;
  std::filesystem::path file;  // text or HTML; relative to the configuration file
  std::string url;             // instead of file: fetched once and kept
  std::string language;        // empty = detected
  std::optional<Time> published;
};

// A figure the user pins.
struct ExpectConfig {
  std::string figure;  // what is counted
  double value = 0;
  double tolerance = 0;
  Severity severity = Severity::kHigh;
};

struct TopicConfig {
  std::string id;
  std::string title;
  std::vector<std::string> languages;  // empty = all
  std::vector<std::string> match_any;  // phrases that speak for the topic
  double match_min_score = 0.35;
  std::vector<BaselineConfig> baselines;
  std::vector<ExpectConfig> expects;
};

struct SourceConfig {
  std::string id;
  std::string kind = "feed";  // feed|sitemap|page
  std::string url;
  std::string title;
  std::vector<std::string> topics;                    // empty = all
  std::vector<std::string> link_patterns;             // kind = page: globs of article addresses
  Duration interval = std::chrono::minutes(5);        // floor
  Duration longest_interval = std::chrono::hours(6);  // ceiling of a quiet source's
  std::string assume_timezone;                        // for dates without an offset
  std::string language;                               // empty = detected
  std::string plugin;                                 // reads its pages; empty = kind says who does
  bool enabled = true;
};

// Something that somebody else wrote, run in a process of its own (plugins/outside.h).
struct PluginConfig {
  std::string name;
  std::string stage;                           // source|analyzer|sink
  std::filesystem::path file;                  // a shared library; or
  std::vector<std::string> command;            // a program
  std::vector<std::string> options;            // "key=value"
  std::vector<std::string> topics;             // stage = analyzer; empty = all
  Duration timeout = std::chrono::seconds(5);  // for one answer
  Bytes memory = 256_MiB;                      // address space of one process
};

struct SuppressConfig {
  std::string rule;
  std::string source;
  std::optional<Time> until;
  std::string reason;
};

struct RulesConfig {
  std::vector<std::string> disable;
  std::vector<std::pair<std::string, Severity>> severity;  // rule id → severity
  std::string second_opinion;  // http address on loopback; empty: nobody is asked
  Duration second_opinion_timeout = std::chrono::seconds(2);
};

struct SinkConfig {
  std::string name;  // unique; names the cursor
  std::string kind;  // file|journald|webhook|mail|exec|atom|plugin
  Severity min_severity = Severity::kLow;
  std::vector<std::string> topics;   // empty = all
  std::vector<std::string> sources;  // empty = all
  std::vector<std::string> types;    // empty = all
  std::filesystem::path path;        // file, atom
  std::string url;                   // webhook, mail; or "cred:NAME"
  std::vector<std::string> command;  // exec
  std::string plugin;                // plugin: its name
  std::string method = "POST";       // webhook
  std::vector<std::string> headers;  // webhook
  std::string format = "record";     // webhook
  std::string body;                  // webhook: a template instead of a format
  std::string secret;                // webhook: signing key; or "cred:NAME"
  std::string from;                  // mail
  std::vector<std::string> to;       // mail
  std::string user;                  // mail; or "cred:NAME"
  std::string password;              // mail; or "cred:NAME"
  std::string tls = "required";      // mail: required|optional
  std::string ca_file;               // webhook, mail; empty = the system's
  Duration digest{};                 // one message for what came within this time; 0 = each alone
  Duration timeout = std::chrono::seconds(4);
  Duration retry_max_age = std::chrono::hours(72);
  Duration retry_max_backoff = std::chrono::minutes(30);
};

struct AlertsConfig {
  std::filesystem::path file = "/var/log/claimwatch/alerts.jsonl";
  std::string fsync = "alert";  // alert|never
  Bytes rotate_size;            // the daemon rotates the log itself at this size; 0: it does not
  int rotate_keep = 10;         // rotated logs that stay
  Rate flood_per_source = {30, std::chrono::minutes(10)};
  std::string flood_then = "digest";              // digest|off
  int group_pages = 5;                            // one change on so many pages of a site …
  Duration group_within = std::chrono::hours(1);  // … within this time is one event
  std::vector<SinkConfig> sinks;                  // besides the file, which is always first
};

struct Config {
  std::filesystem::path file;  // it was read from
  DaemonConfig daemon;
  FetchConfig fetch;
  PolitenessConfig politeness;
  RecheckConfig recheck;
  QualityConfig quality;
  StorageConfig storage;
  std::vector<TopicConfig> topics;
  std::vector<SourceConfig> sources;
  std::vector<SiteRule> sites;
  RulesConfig rules;
  std::vector<SuppressConfig> suppressions;
  AlertsConfig alerts;
  std::vector<PluginConfig> plugins;
};

}  // namespace claimwatch
