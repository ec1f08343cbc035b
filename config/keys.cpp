#include "config/keys.h"

#include "core/builtin.h"

namespace claimwatch {

std::vector<Field> FieldsOf(Config& config) {
  return {{"daemon", &config.daemon, "", "the process: where it keeps its things"},
          {"fetch", &config.fetch, "", "how pages are asked for"},
          {"politeness", &config.politeness, "", "how often a host is asked"},
          {"recheck", &config.recheck, "", "when a known article is looked at again"},
          {"quality", &config.quality, "", "what is good enough to become a version"},
          {"storage", &config.storage, "", "what is kept"},
          {"topic", &config.topics, "", "what is watched for, with its baselines"},
          {"source", &config.sources, "", "where articles come from"},
          {"site", &config.sites, "", "how the pages of one outlet are read, where it goes wrong"},
          {"rules", &config.rules, "", "which findings alert, and how loudly"},
          {"suppress", &config.suppressions, "", "findings that are recorded but do not alert"},
          {"alerts", &config.alerts, "", "where alerts go"},
          {"plugin", &config.plugins, "", "what others wrote, run in processes of its own"}};
}

std::vector<Field> FieldsOf(DaemonConfig& section) {
  return {
      {"state_dir", &section.state_dir, "", "the store: versions, captures, alerts owed"},
      {"run_dir", &section.run_dir, "",
       "folder of the control socket claimwatch.sock, used when systemd hands over none; empty: "
       "no socket of our own",
       Role::kMayBeEmpty},
      {"metrics_file", &section.metrics_file, "",
       "a file for the textfile collector of node_exporter, replaced every 15 s; empty: none",
       Role::kMayBeEmpty},
      {"log_level", &section.log_level, "error|warn|info|debug", "what the daemon logs"},
      {"log_target", &section.log_target, "auto|journald|stderr",
       "auto: the journal when started by systemd, standard error otherwise"},
      {"workers", &section.workers, "1..64", "threads that read and compare pages"},
      {"isolate_parsing", &section.isolate_parsing, "",
       "read pages and feeds in child processes without files or network, each with 512 MiB and "
       "5 s for a page, so that a page that is a bomb costs that page; off only where no child "
       "process may be started"}};
}

std::vector<Field> FieldsOf(FetchConfig& section) {
  return {
      {"user_agent", &section.user_agent, "", "who asks, with an address where a person answers"},
      {"timeout", &section.timeout, "1s..10m", "of one transfer, from start to end"},
      {"connect_timeout", &section.connect_timeout, "100ms..2m", "of the connection alone"},
      {"max_body", &section.max_body, "1KiB..1GiB", "largest body, after decompression"},
      {"max_redirects", &section.max_redirects, "0..20", "hops, each checked like the first"},
      {"parallel", &section.parallel, "1..4096", "transfers at a time, over all hosts"},
      {"allow_private_net", &section.allow_private_net, "",
       "ask loopback, private and link-local addresses; off, so that a feed cannot read your "
       "network"},
      {"allow_hosts", &section.allow_hosts, "",
       "hosts and CIDR blocks that may be asked although they are private"},
      {"allow_ports", &section.allow_ports, "1..65535", "ports that may be asked; empty: any"},
      {"proxy", &section.proxy, "", "http://host:port through which everything goes; empty: none"},
      {"ca_file", &section.ca_file, "", "a bundle of certificates instead of the system's"}};
}

std::vector<Field> FieldsOf(PolitenessConfig& section) {
  return {{"per_host_rate", &section.per_host_rate, "",
           "requests to one registrable domain, over all sources and articles, as in 6/min"},
          {"per_host_parallel", &section.per_host_parallel, "1..64",
           "requests to it at a time; all of them together keep to the rate"},
          {"respect_robots", &section.respect_robots, "", "obey robots.txt"},
          {"respect_retry_after", &section.respect_retry_after, "0s..30d",
           "the longest wait that a server may ask for"},
          {"backoff.first", &section.backoff.first, "10ms..7d", "wait after a first failure"},
          {"backoff.factor", &section.backoff.factor, "1..10", "each further failure waits longer"},
          {"backoff.max", &section.backoff.max, "10ms..30d",
           "but never longer than this; a 4xx answer has waits of its own, an hour or four, "
           "doubling to a "
           "day"},
          {"backoff.jitter", &section.backoff.jitter, "0..1", "share of the wait that is random"},
          {"redirect_confirm.count", &section.redirect_confirm_count, "1..1000",
           "this many permanent redirects in a row move a source to its new address"},
          {"redirect_confirm.over", &section.redirect_confirm_over, "0s..365d",
           "and they must be spread over this long"}};
}

std::vector<Field> FieldsOf(RecheckConfig& section) {
  return {
      {"schedule", &section.schedule, "", "up to an age since first seen, how often", Role::kWhole},
      {"stop_after", &section.stop_after, "1s..36500d", "older articles are left alone"},
      {"after_change", &section.after_change, "1s..365d",
       "an article that was just edited is looked at this soon"},
      {"gone_confirm", &section.gone_confirm, "1..100",
       "times an article must be missing before removed_article"},
      {"gone_apart", &section.gone_apart, "0s..30d", "and that far apart at least"}};
}

std::vector<Field> FieldsOf(RecheckStep& section) {
  return {{"age", &section.age, "1s..36500d", "up to this age", Role::kRequired},
          {"every", &section.every, "1s..365d", "look this often", Role::kRequired}};
}

std::vector<Field> FieldsOf(QualityConfig& section) {
  return {{"min_score", &section.min_score, "0..1", "extraction below it is not a version"},
          {"min_text", &section.min_text, "0..1000000",
           "nor is a text of fewer characters (a Chinese sign counts as three)"},
          {"shrink_guard", &section.shrink_guard, "0..1",
           "a text that shrank below this share needs a second fetch that agrees"}};
}

std::vector<Field> FieldsOf(StorageConfig& section) {
  return {{"disk_free_min", &section.disk_free_min, "0B..1024GiB",
           "with less room on the disk fetching pauses; alerts do not"},
          {"ballast", &section.ballast, "0B..1024GiB",
           "room kept in the file `ballast`, which is given up when the disk is all but full, so "
           "that what is owed can be delivered; 0B: none"},
          {"source_daily_max", &section.source_daily_max, "0B..1024GiB",
           "new versions that one source may bring on a day (UTC), in bytes of their pages; 0B: no "
           "limit"},
          {"gc_every", &section.gc_every, "0s..365d",
           "how often the daemon drops what is kept no longer; 0s: only `claimwatch gc` does"},
          {"keep_refused", &section.keep_refused, "0s..36500d",
           "answers that were no article are kept so long; 0s: for ever"},
          {"keep_raw", &section.keep_raw, "0s..36500d",
           "bodies of versions that are not the latest; texts and hashes stay; 0s: for ever"},
          {"keep_alerts", &section.keep_alerts, "0s..36500d",
           "alerts that every sink has taken; 0s: for ever"},
          {"checkpoint_every", &section.checkpoint_every, "10s..30d",
           "how often the daemon signs where the log of versions ends; after alerts it does so at "
           "once"},
          {"timestamp_url", &section.timestamp_url, "",
           "a time-stamp authority (RFC 3161) that is asked when the last checkpoint was there; it "
           "sees a hash and nothing else; empty: none is asked"},
          {"timestamp_every", &section.timestamp_every, "1m..365d", "how often it is asked"},
          {"timestamp_roots", &section.timestamp_roots, "",
           "a PEM file of the certificates that must vouch for it; empty: its answer is kept as it "
           "is, for `verify --authority` to judge"},
          {"checkpoint_key", &section.checkpoint_key, "",
           "cred:NAME: the Ed25519 key it signs with, as `openssl genpkey -algorithm ed25519` "
           "makes it; "
           "empty: "
           "one of its own, checkpoint.key in state_dir",
           Role::kSecret}};
}

std::vector<Field> FieldsOf(RulesConfig& section) {
  return {{"disable", &section.disable, "", "rules that never fire, by id: CW-FIG-001"},
          {"severity", &section.severity, "critical|high|medium|low",
           "a table of rule id = severity that overrides the computed one"},
          {"second_opinion", &section.second_opinion, "",
           "a program on this machine that may re-rank uncertain findings: "
           "http://127.0.0.1:PORT/PATH; empty: nobody is asked"},
          {"second_opinion_timeout", &section.second_opinion_timeout, "100ms..5s",
           "how long it may take; then the findings stay as they are"}};
}

std::vector<Field> FieldsOf(AlertsConfig& section) {
  return {
      {"file", &section.file, "", "the alert log, JSON lines; reopened on SIGHUP"},
      {"fsync", &section.fsync, "alert|never", "alert: each one is on the disk before the next"},
      {"rotate.size", &section.rotate_size, "0B..1024GiB",
       "the daemon renames the log to alerts.jsonl.1 at this size; 0B: logrotate does it"},
      {"rotate.keep", &section.rotate_keep, "1..1000", "so many renamed logs stay"},
      {"flood.per_source", &section.flood_per_source, "",
       "more alerts of one source than this, as in 30/10m, are a flood: webhooks, mails and "
       "commands get the rest of it together, later; critical alerts do not wait, the alert log "
       "gets each at once"},
      {"flood.then", &section.flood_then, "digest|off", "off: nothing is held back"},
      {"group.pages", &section.group_pages, "2..1000",
       "the same text change on so many pages of a site is one event, the others are listed by "
       "alerts list --suppressed"},
      {"group.within", &section.group_within, "1m..7d", "and within this time"},
      {"sink", &section.sinks, "", "a further way out, with a queue of its own"}};
}

std::vector<Field> FieldsOf(TopicConfig& section) {
  return {
      {"id", &section.id, "", "its name in alerts and commands", Role::kIdentity},
      {"title", &section.title, "", "for people; empty: the id"},
      {"languages", &section.languages, "", "of articles that can be about it; empty: all"},
      {"match.any", &section.match_any, "", "phrases that speak for the topic"},
      {"match.min_score", &section.match_min_score, "0..1",
       "relevance from which an article is compared, see `claimwatch topics TOPIC`; at 0.35 the "
       "gate decides by itself, more asks for more, 0 compares every article"},
      {"baseline", &section.baselines, "", "a document that articles are held against"},
      {"expect", &section.expects, "", "a figure that matters, pinned by hand"}};
}

std::vector<Field> FieldsOf(BaselineConfig& section) {
  return {{"id", &section.id, "", "its name in alerts and commands", Role::kIdentity},
          {"file", &section.file, "", "text or HTML, relative to the configuration file"},
          {"url", &section.url, "", "instead of file: fetched once and kept"},
          {"language", &section.language, "", "as in en; empty: detected"},
          {"published", &section.published, "", "when it was published, with its offset"}};
}

std::vector<Field> FieldsOf(ExpectConfig& section) {
  return {
      {"figure", &section.figure, "", "what is counted, or a word of its clause", Role::kIdentity},
      {"value", &section.value, "", "what it must be", Role::kRequired},
      {"tolerance", &section.tolerance, "0..", "and how far off it may be"},
      {"severity", &section.severity, "critical|high|medium|low", "of an alert about it"}};
}

std::vector<Field> FieldsOf(SourceConfig& section) {
  return {
      {"id", &section.id, "", "its name in alerts and commands", Role::kIdentity},
      {"kind", &section.kind, "feed|sitemap|page",
       "feed: RSS, Atom or JSON; page: links are taken from a page"},
      {"url", &section.url, "", "its address, http or https", Role::kRequired},
      {"title", &section.title, "", "for people; empty: what the feed says"},
      {"topics", &section.topics, "", "topics its articles are held against; empty: all"},
      {"link_patterns", &section.link_patterns, "",
       "kind = page: globs of the addresses that are articles"},
      {"interval", &section.interval, "1s..365d",
       "least time between two polls; a quiet source is asked more rarely, and so is one that "
       "wishes it"},
      {"longest_interval", &section.longest_interval, "1m..365d",
       "how rarely a quiet source may be asked: no more rarely than a quarter of the time that it "
       "was watched; one that wishes or refuses may wait longer"},
      {"plugin", &section.plugin, "",
       "name of a plugin of stage source that reads its pages instead of claimwatch"},
      {"assume_timezone", &section.assume_timezone, "",
       "of dates without an offset, as in Asia/Shanghai; empty: UTC"},
      {"language", &section.language, "", "as in ru; empty: detected"},
      {"enabled", &section.enabled, "", "false: kept, not polled"}};
}

std::vector<Field> FieldsOf(SiteRule& section) {
  return {{"host", &section.host, "", "whose pages: this host and all under it, as in example.org",
           Role::kIdentity},
          {"keep", &section.keep, "",
           "CSS selectors, as in [\"div.story > p\"]: text inside one of them is the article, and "
           "no other; when a page has none of them it is read as without the rule"},
          {"drop", &section.drop, "", "CSS selectors: text inside one of them is not the article"},
          {"title", &section.title, "", "a CSS selector of the headline"},
          {"byline", &section.byline, "", "a CSS selector of the names of the authors"},
          {"published", &section.published, "",
           "a CSS selector of the time of publication: its datetime, its content or its words"}};
}

std::vector<Field> FieldsOf(SuppressConfig& section) {
  return {{"rule", &section.rule, "", "id of the rule; empty: every rule"},
          {"source", &section.source, "", "id of the source; empty: every source"},
          {"until", &section.until, "", "when it ends; none: never"},
          {"reason", &section.reason, "", "why, for whoever reads this next", Role::kRequired}};
}

std::vector<Field> FieldsOf(PluginConfig& section) {
  return {{"name", &section.name, "", "its name in messages, sources and sinks", Role::kIdentity},
          {"stage", &section.stage, "source|analyzer|sink", "what it does", Role::kRequired},
          {"file", &section.file, "",
           "a shared library, absolute; must be root's, and nobody else's to write"},
          {"command", &section.command, "",
           "instead of file: a program, absolute, and its arguments; no shell"},
          {"options", &section.options, "", "handed over to it, each as key=value"},
          {"topics", &section.topics, "", "stage = analyzer: only for these topics; empty: all"},
          {"timeout", &section.timeout, "100ms..1m",
           "for one answer, then it is ended; at most 5s unless it is a sink"},
          {"memory", &section.memory, "32MiB..16GiB", "what one process of it may have"}};
}

std::vector<Field> FieldsOf(SinkConfig& section) {
  return {
      {"name", &section.name, "",
       "unique, names its place in the queue; empty: its kind; never \"file\", which is the alert "
       "log's",
       Role::kName},
      {"kind", &section.kind, SinkKinds(), "what it is", Role::kRequired},
      {"min_severity", &section.min_severity, "critical|high|medium|low",
       "alerts below it are not handed over"},
      {"topics", &section.topics, "", "only alerts of these topics; empty: all"},
      {"sources", &section.sources, "", "only alerts of these sources; empty: all"},
      {"types", &section.types, "", "only alerts of these types, as in changed_figure; empty: all"},
      {"path", &section.path, "", "kind = file or atom: the file"},
      {"url", &section.url, "",
       "kind = webhook: its address; kind = mail: smtp://host:port or smtps://host:port; or "
       "cred:NAME",
       Role::kSecret},
      {"command", &section.command, "",
       "kind = exec: program and arguments, no shell; exit status 65 says that this alert will "
       "never "
       "do, any other but 0 that it is to be tried again"},
      {"plugin", &section.plugin, "", "kind = plugin: name of a plugin of stage sink"},
      {"method", &section.method, "POST|PUT", "kind = webhook: the HTTP method"},
      {"headers", &section.headers, "",
       "kind = webhook: further headers, \"Name: value\"; the end of a value may be cred:NAME",
       Role::kSecret},
      {"format", &section.format, "record|slack|mattermost|discord|matrix|ntfy",
       "kind = webhook: whose kind of message is sent"},
      {"body", &section.body, "",
       "kind = webhook: a template of your own instead of a format, JSON with {{text}}, {{url}}, "
       "{{rule.id}} …"},
      {"secret", &section.secret, "",
       "kind = webhook: signs each request (Standard Webhooks); or cred:NAME", Role::kSecret},
      {"from", &section.from, "", "kind = mail: the sender's address"},
      {"to", &section.to, "",
       "kind = mail: addresses of the readers; each gets a message of its own, and one that is "
       "refused keeps it from nobody else"},
      {"user", &section.user, "", "kind = mail: login; or cred:NAME", Role::kSecret},
      {"password", &section.password, "", "kind = mail: its password; cred:NAME", Role::kSecret},
      {"tls", &section.tls, "required|optional",
       "kind = mail: whether a server that offers no TLS is refused"},
      {"ca_file", &section.ca_file, "",
       "kind = webhook or mail: a bundle of certificates instead of the system's"},
      {"digest", &section.digest, "0s..7d",
       "wait this long after the first alert and hand over what came, kind = mail: in one message; "
       "critical alerts do not wait; 0s: each alert alone"},
      {"timeout", &section.timeout, "100ms..1m", "of one delivery"},
      {"retry.max_age", &section.retry_max_age, "1m..365d",
       "an alert that could not be delivered for this long becomes a dead letter"},
      {"retry.max_backoff", &section.retry_max_backoff, "1s..24h",
       "each failure doubles the wait for the next try, from 5s to this, give or take a fifth; the "
       "other side may make it longer, see SINKS"}};
}

}  // namespace claimwatch
