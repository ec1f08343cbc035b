// A check-up of an installation: what is wrong or will be, why that matters, and what to do. For
// `claimwatch doctor`.
//
// Looks, and changes nothing: the store is opened for reading, the daemon is asked over its socket,
// names of sources are resolved. No page is fetched. Every function may be called alone, by a test
// or by the command.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace claimwatch {

class Clock;    // core/clock.h
class Json;     // core/json.h
struct Config;  // config/config.h

enum class Grade {
  kGood,
  kNote,  // works, but somebody should know
  kBad,   // does not work, or loses something
};

struct Diagnosis {
  std::string
      area;  // configuration, permissions, store, daemon, clock, dns, certificates, source …
  Grade grade = Grade::kGood;
  std::string what;
  std::string why;   // empty when it is good
  std::string todo;  // a command or a key where there is one; empty when it is good
};

// {"area","grade","what","why","todo"}.
Json DiagnosisJson(const Diagnosis& diagnosis);

// The configuration that `file` holds: one diagnosis for each of its errors. The rest of the
// check-up needs a good one.
std::vector<Diagnosis> ExamineConfig(const std::filesystem::path& file);

// Folders, owners and modes: of the store, the alert log and the control socket.
std::vector<Diagnosis> ExaminePermissions(const Config& config);

// The store: readable, as long as its anchor says, with room on the disk, nothing owed for long;
// then each source's last state and each sink's cursor, failures and dead letters.
std::vector<Diagnosis> ExamineStore(const Config& config, const Clock& clock);

// Whether a daemon answers, and whether it gets on.
std::vector<Diagnosis> ExamineDaemon(const Config& config);

// The clock (is it kept by NTP, is it behind what the store has seen), name resolution of at most
// three sources, trusted certificates.
std::vector<Diagnosis> ExamineSurroundings(const Config& config, const Clock& clock);

// The unit: installed, and how exposed systemd thinks it is.
std::vector<Diagnosis> ExamineUnit();

}  // namespace claimwatch
