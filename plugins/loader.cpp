#include "plugins/loader.h"

#include <utility>

#include <dlfcn.h>
#include <fmt/core.h>

#include "core/descriptor.h"
#include "core/text.h"
#include "core/trusted_file.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongestAnswer = std::size_t{32} << 20;
constexpr const char* kSymbol = "claimwatch_plugin_v1";

// What a plugin writes, up to the bound; one byte more tells that there was more.
void Write(void* answer, const char* text, std::size_t size) {
  auto& whole = *static_cast<std::string*>(answer);
  if (text != nullptr && whole.size() <= kLongestAnswer) {
    whole.append(text, std::min(size, kLongestAnswer + 1 - whole.size()));
  }
}

std::string OneLine(std::string_view text) {
  return EscapeControls(RepairUtf8(Trim(text.substr(0, 500))));
}

// Members may only be read once it is known that they are there.
Status CheckFacts(const claimwatch_plugin* facts) {
  if (facts == nullptr || facts->size < sizeof(claimwatch_plugin)) {
    return Error(
        Errc::kConfig,
        fmt::format("{}() describes {} bytes where {} are expected; build it anew with "
                    "claimwatch/plugin.h",
                    kSymbol, facts == nullptr ? 0 : facts->size, sizeof(claimwatch_plugin)));
  }
  if (facts->api != CLAIMWATCH_PLUGIN_API) {
    return Error(Errc::kConfig, fmt::format("speaks plugin API {}, this claimwatch speaks {}",
                                            facts->api, CLAIMWATCH_PLUGIN_API));
  }
  if (facts->build == nullptr || std::string_view(facts->build) != CLAIMWATCH_PLUGIN_BUILD) {
    return Error(Errc::kConfig, fmt::format("was built for '{}', this is '{}'",
                                            facts->build == nullptr ? "" : OneLine(facts->build),
                                            CLAIMWATCH_PLUGIN_BUILD));
  }
  if (facts->stage == nullptr || facts->answer == nullptr) {
    return Error(Errc::kConfig, "names no stage, or has no function 'answer'");
  }
  return Ok();
}

// By its descriptor, so that what is loaded is what was looked at.
Result<void*> OpenLibrary(const std::filesystem::path& path) {
  const Descriptor file = CW_TRY(OpenTrusted(path, Owner::kRoot));
  void* const library =
      ::dlopen(fmt::format("/proc/self/fd/{}", file.get()).c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    return Error(Errc::kConfig,
                 fmt::format("{}: cannot be loaded: {}", path.string(), OneLine(::dlerror())));
  }
  return library;
}

using Describe = const claimwatch_plugin* (*)();

Result<void*> OpenState(const claimwatch_plugin& facts, const std::string& options) {
  if (facts.open == nullptr) {
    return static_cast<void*>(nullptr);
  }
  std::string reason;
  void* const state = facts.open(options.data(), options.size(), &Write, &reason);
  if (state == nullptr) {
    return Error(Errc::kConfig, "cannot work: " + OneLine(reason));
  }
  return state;
}

}  // namespace

Result<LoadedPlugin> LoadedPlugin::Load(const std::filesystem::path& path,
                                        const std::string& options) {
  void* const library = CW_TRY(OpenLibrary(path));
  void* const symbol = ::dlsym(library, kSymbol);
  if (symbol == nullptr) {
    return Error(Errc::kConfig, fmt::format("{}: exports no {}; is it a claimwatch plugin, with "
                                            "extern \"C\"?",
                                            path.string(), kSymbol));
  }
  const claimwatch_plugin* const facts = reinterpret_cast<Describe>(symbol)();
  if (const Status checked = CheckFacts(facts); !checked.ok()) {
    return checked.error().At(path.string());
  }
  const Result<void*> state = OpenState(*facts, options);
  if (!state.ok()) {
    return state.error().At(path.string());
  }
  return LoadedPlugin(facts, *state);
}

LoadedPlugin::LoadedPlugin(LoadedPlugin&& other) noexcept
    : facts_(std::exchange(other.facts_, nullptr)),
      state_(other.state_) {}

LoadedPlugin::~LoadedPlugin() {
  if (facts_ != nullptr && facts_->close != nullptr) {
    facts_->close(state_);
  }
}

Result<std::string> LoadedPlugin::Answer(const std::string& question) {
  std::string answer;
  const int failed = facts_->answer(state_, question.data(), question.size(), &Write, &answer);
  if (failed != 0) {
    return Error(Errc::kInvalid, answer.empty() ? "no answer, and no reason" : OneLine(answer));
  }
  if (answer.size() > kLongestAnswer) {
    return Error(Errc::kInvalid, "answered more than 32 MiB");
  }
  return answer;
}

}  // namespace claimwatch
