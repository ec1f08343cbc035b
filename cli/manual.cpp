#include "cli/manual.h"

#include <algorithm>

#include "cli/store_options.h"
#include "core/text.h"

namespace claimwatch {
namespace {

std::string Item(const Option& option) {
  std::vector<std::string> names;
  for (const std::string_view name : Split(option.name, ',')) {
    names.push_back("\\fB" + Roff(name) + "\\fR");
  }
  const std::string value = option.value.empty() ? "" : " \\fI" + Roff(option.value) + "\\fR";
  const std::string more = option.repeated ? "; may be given more than once" : "";
  return ".TP\n" + Join(names, ", ") + value + "\n" + Roff(option.help) + more + ".\n";
}

bool IsCommon(const Option& option) {
  const std::vector<Option> common = WithStoreOptions({});
  return std::any_of(common.begin(), common.end(), [&](const Option& one) {
    return one.name == option.name && one.help == option.help;
  });
}

std::string SectionOf(const Verb& verb) {
  std::string own;
  std::vector<std::string> shared;
  for (const Option& option : verb.options) {
    if (IsCommon(option)) {
      shared.push_back("\\fB" + Roff(option.name) + "\\fR");
    } else {
      own += Item(option);
    }
  }
  std::string out = ".SS claimwatch " + Roff(verb.name) + "\n" + own;
  if (!shared.empty()) {
    out += (own.empty() ? "" : ".PP\n") + std::string(own.empty() ? "Takes " : "Also ") +
           Join(shared, ", ") + ".\n";
  }
  return out;
}

}  // namespace

std::string Roff(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    if (letter == '-' || letter == '\\') {
      out += '\\';
    }
    out += letter == '\\' ? 'e' : letter;
  }
  return out.starts_with('.') || out.starts_with('\'') ? "\\&" + out : out;
}

std::string OptionsRoff(const std::vector<Verb>& verbs) {
  std::string out =
      ".SH OPTIONS\nEvery verb takes \\fB\\-\\-help\\fR; the program alone "
      "\\fB\\-\\-version\\fR.\n.SS Of many verbs\n";
  for (const Option& option : WithStoreOptions({})) {
    out += Item(option);
  }
  for (const Verb& verb : verbs) {
    out += verb.options.empty() ? "" : SectionOf(verb);
  }
  return out;
}

}  // namespace claimwatch
