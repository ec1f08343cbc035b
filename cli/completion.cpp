#include "cli/completion.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/text.h"

namespace claimwatch {
namespace {

struct Choice {
  std::string word;
  std::string help;
};

// What may follow "claimwatch alerts": by the words before it ("" for the program alone), in the
// table's order.
using ChoicesByPlace = std::map<std::string, std::vector<Choice>>;

void Offer(std::vector<Choice>& choices, const std::string& word, const std::string& help) {
  const auto same = [&word](const Choice& one) {
    return one.word == word;
  };
  if (std::none_of(choices.begin(), choices.end(), same)) {
    choices.push_back({word, help});
  }
}

ChoicesByPlace AllChoices(const std::vector<Verb>& verbs) {
  ChoicesByPlace places;
  for (const Verb& verb : verbs) {
    std::string place;
    for (const std::string_view word : Split(verb.name, ' ')) {
      const std::string longer = place + (place.empty() ? "" : " ") + std::string(word);
      Offer(places[place], std::string(word), longer == verb.name ? verb.summary : verb.group);
      place = longer;
    }
    std::vector<Choice>& here = places[place];
    for (const Option& option : verb.options) {
      for (const std::string_view name : Split(option.name, ',')) {
        Offer(here, std::string(name), option.help);
      }
    }
    Offer(here, "--help", "what it does and takes");
  }
  return places;
}

std::string Words(const std::vector<Choice>& choices) {
  std::vector<std::string> words;
  words.reserve(choices.size());
  for (const Choice& one : choices) {
    words.push_back(one.word);
  }
  return Join(words, " ");
}

// For 'single quotes' of any of the three shells.
std::string Quotable(std::string_view text) {
  std::string out;
  for (const char c : text) {
    out += c == '\'' ? "’" : std::string(1, c);
  }
  return out;
}

// The places below the program as a shell pattern: 'alerts'|'alerts list'|….
std::string PlacePattern(const ChoicesByPlace& places) {
  std::vector<std::string> patterns;
  for (const auto& [place, choices] : places) {
    if (!place.empty()) {
      patterns.push_back("'" + place + "'");
    }
  }
  return Join(patterns, "|");
}

}  // namespace

std::string BashCompletion(const std::vector<Verb>& verbs) {
  const ChoicesByPlace places = AllChoices(verbs);
  std::string out =
      fmt::format(R"(# bash completion of claimwatch(1), made by 'claimwatch completion bash'.
_claimwatch() {{
  local place='' longer word
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    longer="${{place:+$place }}$word"
    case $longer in
      {}) place=$longer ;;
    esac
  done
  local words=''
  case $place in
)",
                  PlacePattern(places));
  for (const auto& [place, choices] : places) {
    out += fmt::format("    '{}') words='{}' ;;\n", place, Words(choices));
  }
  return out + R"(  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}")
}
complete -o default -F _claimwatch claimwatch
)";
}

std::string ZshCompletion(const std::vector<Verb>& verbs) {
  const ChoicesByPlace places = AllChoices(verbs);
  std::string out = fmt::format(R"(#compdef claimwatch
# zsh completion of claimwatch(1), made by 'claimwatch completion zsh'.
local place='' longer word
for word in "${{(@)words[2,CURRENT-1]}}"; do
  longer="${{place:+$place }}$word"
  case $longer in
    {}) place=$longer ;;
  esac
done
local -a choices
case $place in
)",
                                PlacePattern(places));
  for (const auto& [place, choices] : places) {
    out += fmt::format("  '{}') choices=(", place);
    for (const Choice& one : choices) {
      out += fmt::format("'{}:{}' ", one.word, Quotable(one.help));
    }
    out += ") ;;\n";
  }
  return out + R"(esac
_describe claimwatch choices || _files
)";
}

std::string FishCompletion(const std::vector<Verb>& verbs) {
  std::string out = R"(# fish completion of claimwatch(1), made by 'claimwatch completion fish'.
function __claimwatch_at --description 'whether the words so far are these, options aside'
  set -l typed (commandline -opc | string match --invert -- '-*')
  test "$typed[2..-1]" = "$argv"
end
)";
  for (const auto& [place, choices] : AllChoices(verbs)) {
    for (const Choice& one : choices) {
      const bool option = one.word.starts_with("--");
      const std::string what = option ? "-l " + one.word.substr(2)
                                      : (one.word.starts_with("-") ? "-s " + one.word.substr(1)
                                                                   : "-a '" + one.word + "'");
      out += fmt::format("complete -c claimwatch -n '__claimwatch_at {}' {} -d '{}'\n", place, what,
                         Quotable(one.help));
    }
  }
  return out;
}

}  // namespace claimwatch
