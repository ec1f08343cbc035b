#include <algorithm>
#include <clocale>
#include <cstdio>
#include <map>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/pager.h"
#include "cli/style.h"
#include "cli/verb.h"
#include "core/text.h"

namespace claimwatch {
namespace {

// Where CLI11 puts what one option was given.
struct Slot {
  std::string key;
  bool flag = false;
  bool set = false;
  std::vector<std::string> values;
};

struct Bound {
  const Verb* verb = nullptr;
  CLI::App* app = nullptr;
  std::vector<std::unique_ptr<Slot>> slots;
  std::vector<std::string> positionals;
};

// The help page of one verb shows the words it takes as the table writes them: "ARTICLE [OTHER]".
class VerbHelp final : public CLI::Formatter {
 public:
  explicit VerbHelp(const Verb& verb) : verb_(&verb) {}

  std::string make_usage(const CLI::App* /*app*/, std::string /*name*/) const override {
    return "Usage: claimwatch " + verb_->name + (verb_->options.empty() ? "" : " [OPTIONS]") +
           (verb_->positionals.empty() ? "" : " " + verb_->positionals) + "\n";
  }

  std::string make_positionals(const CLI::App* /*app*/) const override { return {}; }

 private:
  const Verb* verb_;  // of the table that RunCommandLine holds
};

std::vector<std::string> NamesBelow(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* one : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(one->get_name());
  }
  return names;
}

// The list of verbs has a line for each; what else there is to say of one stands on its own page.
class ListOfVerbs final : public CLI::Formatter {
 public:
  std::string make_usage(const CLI::App* app, std::string name) const override {
    if (app->get_parent() != nullptr) {
      return CLI::Formatter::make_usage(app, std::move(name));
    }
    return "Usage: claimwatch VERB [OPTIONS] [ARGUMENT...]\n"
           "       claimwatch VERB --help    all about one verb\n";
  }

  std::string make_subcommand(const CLI::App* verb) const override {
    const std::string text = verb->get_description();
    std::string line = text.substr(0, text.find('\n'));
    if (const std::string below = Join(NamesBelow(*verb), ", "); !below.empty()) {
      line += (line.empty() ? "" : "; also ") + below;
    }
    constexpr std::size_t kIndent = 14;
    const std::string wrapped = Wrap(line, TerminalWidth(), kIndent);
    return fmt::format("  {:<12}{}", verb->get_name(), wrapped.substr(kIndent));
  }
};

std::string KeyOf(const std::string& name) {
  const std::size_t dashes = name.rfind("--");
  return name.substr(dashes == std::string::npos ? name.find_first_not_of('-') : dashes + 2);
}

void BindOption(const Option& option, Bound& bound) {
  Slot& slot = *bound.slots.emplace_back(std::make_unique<Slot>());
  slot.key = KeyOf(option.name);
  slot.flag = option.value.empty();
  if (slot.flag) {
    bound.app->add_flag(option.name, slot.set, option.help);
    return;
  }
  const std::string help = option.help + (option.repeated ? "; may be given more than once" : "");
  CLI::Option* made =
      bound.app->add_option(option.name, slot.values, help)->type_name(option.value);
  made->option_text(option.value);  // not "FILE ..."
  made->allow_extra_args(false);
  if (!option.repeated) {
    made->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  }
}

// "FILE..." takes any number and needs one; "[ARTICLE]" may be left out. That enough is there is
// for MissingWord.
void BindPositionals(Bound& bound) {
  const std::string& words = bound.verb->positionals;
  if (words.empty()) {
    return;
  }
  CLI::Option* made = bound.app->add_option("positionals", bound.positionals, words)->type_name("");
  made->option_text(words);
  made->expected(0, words.find("...") != std::string::npos
                        ? CLI::detail::expected_max_vector_size
                        : static_cast<int>(Split(words, ' ').size()));
}

// The first word of the verb's usage that must be there and is not: "ARTICLE".
std::string MissingWord(const Bound& bound) {
  std::size_t at = 0;
  for (const std::string_view word : Split(bound.verb->positionals, ' ')) {
    if (!word.empty() && !word.starts_with('[') && at >= bound.positionals.size()) {
      return std::string(word.substr(0, word.find('.')));
    }
    ++at;
  }
  return {};
}

// The command `word` below `app`, made when there is none yet.
CLI::App* Below(CLI::App& app, const std::string& word) {
  for (CLI::App* known : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (known->get_name() == word) {
      return known;
    }
  }
  return app.add_subcommand(word);
}

std::unique_ptr<Bound> Bind(const Verb& verb, CLI::App& root) {
  auto bound = std::make_unique<Bound>();
  bound->verb = &verb;
  CLI::App* at = &root;
  for (const std::string_view word : Split(verb.name, ' ')) {
    at = Below(*at, std::string(word));
    at->group(verb.group);
  }
  bound->app = at;
  at->description(verb.description.empty() ? verb.summary
                                           : verb.summary + "\n\n" + verb.description);
  if (!verb.positionals.empty()) {
    at->formatter(std::make_shared<VerbHelp>(verb));
  }
  for (const Option& option : verb.options) {
    BindOption(option, *bound);
  }
  BindPositionals(*bound);
  return bound;
}

Arguments Collect(const Bound& bound) {
  Arguments arguments;
  arguments.positionals = bound.positionals;
  for (const auto& slot : bound.slots) {
    if (slot->flag ? slot->set : !slot->values.empty()) {
      arguments.options[slot->key] = slot->values;
    }
  }
  return arguments;
}

void Complain(const std::string& message) {
  static_cast<void>(std::fprintf(stderr, "claimwatch: %s\n", message.c_str()));
}

// "config: check, keys or show?", for a word that stands only for those below it.
std::string WordsBelow(const CLI::App& app) {
  const CLI::App* at = &app;
  std::string typed;
  while (!at->get_subcommands().empty()) {
    at = at->get_subcommands().front();
    typed += (typed.empty() ? "" : " ") + at->get_name();
  }
  return typed + ": which? " + Join(NamesBelow(*at), ", ") + "; see claimwatch " + typed +
         " --help";
}

// What is read from the top goes through the pager; what goes on by itself does not.
std::string PagerFor(const Verb& verb, const Arguments& arguments) {
  const bool reads = verb.group == "read" || verb.group == "claims" || verb.group == "alerts";
  const bool plain = arguments.Has("raw") || arguments.Has("html") || verb.name == "alerts follow";
  return reads && !plain ? PagerCommand() : "";
}

int Run(const Bound& bound) {
  if (const std::string missing = MissingWord(bound); !missing.empty()) {
    const std::string& verb = bound.verb->name;
    Complain(verb + ": " + missing + " is missing; it is 'claimwatch " + verb + " " +
             bound.verb->positionals + "', see claimwatch " + verb + " --help");
    return static_cast<int>(Exit::kUsage);
  }
  const Arguments arguments = Collect(bound);
  const Pager pager(PagerFor(*bound.verb, arguments));
  const Result<Exit> done = bound.verb->run(arguments);
  if (!done.ok()) {
    Complain(done.error().message());
    return static_cast<int>(ExitFor(done.error()));
  }
  return static_cast<int>(done.value());
}

// The verbs that end in `word`, "'alerts list' or 'source list'"; of none the nearest verb.
std::string MeantVerb(const std::string& word, const std::vector<Verb>& verbs) {
  std::vector<std::string> firsts;
  std::vector<std::string> below;
  for (const Verb& verb : verbs) {
    firsts.emplace_back(Split(verb.name, ' ').front());
    if (verb.name.ends_with(" " + word)) {
      below.push_back("'" + verb.name + "'");
    }
  }
  const std::string nearest = Nearest(word, firsts);
  return below.empty() ? (nearest.empty() ? "" : "'" + nearest + "'") : Join(below, " or ");
}

// The first word that is no verb, with those that may be meant.
std::optional<std::string> UnknownVerb(const std::string& word, const std::vector<Verb>& verbs) {
  const bool known = std::any_of(verbs.begin(), verbs.end(), [&word](const Verb& verb) {
    return Split(verb.name, ' ').front() == word;
  });
  if (word.starts_with('-') || known) {
    return std::nullopt;
  }
  const std::string meant = MeantVerb(word, verbs);
  return "unknown verb '" + EscapeControls(word) + "'" +
         (meant.empty() ? ", see claimwatch --help" : ", did you mean " + meant + "?");
}

// "help alerts show" asks what "alerts show --help" asks.
std::vector<std::string> AsTyped(int argc, char** argv) {
  std::vector<std::string> words(argv + 1, argv + argc);
  const auto is_option = [](const std::string& word) {
    return word.starts_with('-');
  };
  if (!words.empty() && words.front() == "help" &&
      std::none_of(words.begin(), words.end(), is_option)) {
    words.erase(words.begin());
    words.emplace_back("--help");
  }
  return words;
}

// "--source: 1 required ID missing" and "positionals: At Most 2 required but received 3" in our
// words.
std::string Mismatch(const CLI::App& app, const std::string& verb, const std::string& said) {
  const std::string name = said.substr(0, said.find(':'));
  const CLI::Option* option = app.get_option_no_throw(name);
  if (option == nullptr) {
    return said;
  }
  return name == "positionals"
             ? "too many words; it is 'claimwatch" + verb + " " + option->get_option_text() + "'"
             : name + " wants " + option->get_type_name();
}

// What the parser says against `app`'s words, with where to look further.
std::string UsageError(const CLI::App& root, const CLI::ParseError& error) {
  const CLI::App* at = &root;
  std::string verb;
  while (!at->get_subcommands().empty()) {
    at = at->get_subcommands().front();
    verb += " " + at->get_name();
  }
  const std::string where = verb.empty() ? "" : verb.substr(1) + ": ";
  const std::vector<std::string> extra = at->remaining(false);
  if (dynamic_cast<const CLI::ExtrasError*>(&error) == nullptr || extra.empty()) {
    return where + Mismatch(*at, verb, error.what()) + "; see claimwatch" + verb + " --help";
  }
  const std::string word = extra.front().substr(0, extra.front().find('='));
  if (!word.starts_with('-')) {
    const std::string nearest = Nearest(word, NamesBelow(*at));
    if (!nearest.empty()) {
      return where + "unknown word '" + EscapeControls(word) + "', did you mean '" + nearest + "'?";
    }
    return where + "'" + EscapeControls(word) + "' is too much; see claimwatch" + verb + " --help";
  }
  std::vector<std::string> known;
  for (const CLI::Option* option : at->get_options()) {
    known.push_back("--" + option->get_single_name());
  }
  const std::string nearest = Nearest(word, known);
  return where + "unknown option '" + EscapeControls(word) + "'" +
         (nearest.empty() ? ", see claimwatch" + verb + " --help"
                          : ", did you mean '" + nearest + "'?");
}

}  // namespace

Exit ExitFor(const Error& error) {
  switch (error.code()) {
    case Errc::kConfig:
      return Exit::kConfig;
    case Errc::kNotFound:
      return Exit::kNotFound;
    case Errc::kCorrupt:
      return Exit::kIntegrity;
    case Errc::kIo:
      return Exit::kIo;
    case Errc::kBusy:
    case Errc::kNetwork:
      return Exit::kTryAgain;
    default:
      return Exit::kUsage;
  }
}

std::string Arguments::Get(const std::string& name, std::string_view fallback) const {
  const auto found = options.find(name);
  return found != options.end() && !found->second.empty() ? found->second.back()
                                                          : std::string(fallback);
}

std::vector<std::string> Arguments::All(const std::string& name) const {
  const auto found = options.find(name);
  return found != options.end() ? found->second : std::vector<std::string>();
}

int RunCommandLine(int argc, char** argv) {
  static_cast<void>(
      std::setlocale(LC_CTYPE, "C.UTF-8"));  // NOLINT(concurrency-mt-unsafe): before any thread
  const std::vector<Verb> verbs = AllVerbs();
  std::vector<std::string> words = AsTyped(argc, argv);
  if (words.empty()) {
    Complain("what? a verb is missing, such as 'claimwatch alerts'; see claimwatch --help");
    return static_cast<int>(Exit::kUsage);
  }
  if (const std::optional<std::string> complaint = UnknownVerb(words.front(), verbs)) {
    Complain(*complaint);
    return static_cast<int>(Exit::kUsage);
  }
  CLI::App app("claimwatch: what changed in the news, against your baseline", "claimwatch");
  app.formatter(std::make_shared<ListOfVerbs>());
  app.set_version_flag("--version", "claimwatch " CW_VERSION);
  app.require_subcommand(1);
  std::vector<std::unique_ptr<Bound>> bounds;
  for (const Verb& verb : verbs) {
    bounds.push_back(Bind(verb, app));
  }
  try {
    std::reverse(words.begin(), words.end());  // the parser takes them from the end
    app.parse(words);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    Complain(UsageError(app, error));
    return static_cast<int>(Exit::kUsage);
  }
  for (auto bound = bounds.rbegin(); bound != bounds.rend(); ++bound) {
    if ((*bound)->app->parsed() && (*bound)->app->get_subcommands().empty()) {
      return Run(**bound);
    }
  }
  Complain(WordsBelow(app));
  return static_cast<int>(Exit::kUsage);
}

}  // namespace claimwatch
