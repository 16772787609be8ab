// SPDX-License-Identifier: Apache-2.0
#include "sync/client/report_outbox.h"

#include <algorithm>

#include "core/store/database.h"

namespace wardlight::sync {
namespace {

constexpr std::string_view kSigner = "hub";  // as central lists it among this hospital's staff: its only member
constexpr std::string_view kType = "Bundle";
constexpr std::uint64_t kBallast = std::uint64_t{1} << 20;

// A store's key is a key and the file's salt.
crypto::Secret store_key(const crypto::Secret& hub_key) {
  const crypto::Secret key = crypto::derive(hub_key, "wardlight reports for central");
  const crypto::Secret salt = crypto::derive(hub_key, "wardlight reports for central, salt");
  crypto::Secret both(store::kKeySize);
  std::ranges::copy(key.view(), both.writable().begin());
  std::ranges::copy(salt.view().first(store::kKeySize - key.size()),
                    both.writable().begin() + static_cast<std::ptrdiff_t>(key.size()));
  return both;
}

store::StoreOptions options_for(const access::TabletFolder& folder, const DeviceRecord& record) {
  store::StoreOptions options;
  options.paths = store::StorePaths::in(folder.root);
  options.device = record.device;
  options.incarnation = record.incarnation;
  options.ballast_bytes = kBallast;
  return options;
}

}  // namespace

Expected<void> ReportOutbox::join(const Parts& parts, transport::HttpClient& first_contact, const EnrolmentWish& wish) {
  WL_TRY(const DeviceRecord record, enrol_device(parts.disk, parts.folder, first_contact, wish));
  WL_TRY(const auto central, connect_to_hub(parts.disk, parts.folder, record, parts.clock));
  return introduce(parts, record, *central);
}

Expected<void> ReportOutbox::introduce(const Parts& parts, const DeviceRecord& record, transport::HttpClient& central) {
  WL_CHECK(register_signers(central, {{{std::string(kSigner)}, parts.signing.public_key, {}}}));
  WL_TRY(auto journal, store::SealedJournal::open(parts.disk, parts.folder.journal(), record.ingest_key));
  const auto options = options_for(parts.folder, record);
  const auto created = store::Store::create(parts.disk, parts.clock, journal, options, store_key(parts.hub_key));
  if (created) return {};
  if (created.error().code != ErrorCode::Conflict) return created.error();
  // Joined before, and joining again: what it holds goes on under the new certificate.
  WL_TRY(const auto opened, store::Store::open(parts.disk, parts.clock, journal, options, store_key(parts.hub_key)));
  return opened->incarnation() < record.incarnation ? opened->begin_chain(record.incarnation) : Expected<void>();
}

Expected<std::unique_ptr<ReportOutbox>> ReportOutbox::open(const Parts& parts, store::OpenFor open_for) {
  WL_TRY(auto record, read_device(parts.disk, parts.folder));
  WL_TRY(auto journal, store::SealedJournal::open(parts.disk, parts.folder.journal(), record.ingest_key));
  auto options = options_for(parts.folder, record);
  options.open_for = open_for;
  WL_TRY(auto store, store::Store::open(parts.disk, parts.clock, journal, std::move(options), store_key(parts.hub_key)));
  return std::unique_ptr<ReportOutbox>(new ReportOutbox(parts.signing, std::move(record), std::move(journal), std::move(store)));
}

Expected<bool> ReportOutbox::offer(const std::string& id, std::string_view bundle) {
  WL_TRY(const auto before, m_store->find_statement({id}));
  if (before) return false;
  store::SaveRequest request;
  request.statements.push_back({{id}, std::string(kType), std::string(bundle)});
  request.signer.value = kSigner;
  request.sign = [this](const crypto::Hash& chain) -> Expected<crypto::Signature> { return crypto::sign(m_signing, chain); };
  WL_TRY(const auto receipt, m_store->save(request));
  return true;
}

}  // namespace wardlight::sync
