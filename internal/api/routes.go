package api

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/menling/menling/internal/sheet"
)

const (
	get    = http.MethodGet
	post   = http.MethodPost
	put    = http.MethodPut
	patch  = http.MethodPatch
	remove = http.MethodDelete
)

// routes is every address of the API. access says who may use which.
func (a *API) routes() {
	h := a.newHuma()

	const session = "Session"
	on(a, h, operation{id: "get-session", method: get, path: "/session", tag: session, summary: "Who is signed in"}, a.getSession)
	on(a, h, operation{id: "sign-in", method: post, path: "/session", tag: session, summary: "Sign in"}, a.signIn)
	on(a, h, operation{id: "sign-out", method: remove, path: "/session", tag: session, summary: "Sign out"}, a.signOut)
	on(a, h, operation{id: "get-invitation", method: get, path: "/invitation", tag: session, summary: "What a one-time link is for"}, a.getInvitation)
	on(a, h, operation{id: "accept-invitation", method: post, path: "/invitation", tag: session, summary: "Use a one-time link"}, a.acceptInvitation)
	on(a, h, operation{id: "list-agents", method: get, path: "/agents", tag: session, summary: "Who works here"}, a.listAgents)
	on(a, h, operation{id: "add-agent", method: post, path: "/agents", tag: session, summary: "Add a person"}, a.addAgent)

	on(a, h, operation{id: "put-agent-member", method: put, path: "/agents/{id}/member", tag: session, summary: "Which WeCom member a person is"}, a.putAgentMember)
	on(a, h, operation{id: "get-agent", method: get, path: "/agents/{id}", tag: session, summary: "One person of the desk"}, a.getAgent)
	on(a, h, operation{id: "edit-agent", method: patch, path: "/agents/{id}", tag: session, summary: "Change or disable a person"}, a.editAgent)
	on(a, h, operation{id: "new-agent-link", method: post, path: "/agents/{id}/link", tag: session, summary: "Another one-time link by which they choose a password"}, a.newAgentLink)
	on(a, h, operation{id: "get-me-seat", method: get, path: "/me/seat", tag: session, summary: "My own place at the desk"}, a.getMeSeat)
	on(a, h, operation{id: "put-me-status", method: put, path: "/me/status", tag: session, summary: "Whether I am there"}, a.putMeStatus)
	on(a, h, operation{id: "put-me-take", method: put, path: "/me/take", tag: session, summary: "My own rule for accepting conversations"}, a.putMeTake)
	on(a, h, operation{id: "list-teams", method: get, path: "/teams", tag: session, summary: "Teams"}, a.listTeams)
	on(a, h, operation{id: "create-team", method: post, path: "/teams", tag: session, summary: "Add a team"}, a.createTeam)
	on(a, h, operation{id: "edit-team", method: put, path: "/teams/{id}", tag: session, summary: "Change a team and who is in it"}, a.editTeam)
	on(a, h, operation{id: "remove-team", method: remove, path: "/teams/{id}", tag: session, summary: "Remove a team; what waited for it waits for everybody"}, a.removeTeam)

	on(a, h, operation{id: "get-assignment", method: get, path: "/assignment", tag: session, summary: "Who gets the conversations of an account"}, a.getAssignment)
	on(a, h, operation{id: "put-assignment", method: put, path: "/assignment", tag: session, summary: "Change who gets them"}, a.putAssignment)
	on(a, h, operation{id: "remove-assignment", method: remove, path: "/assignment", tag: session, summary: "Have an account follow what applies to all"}, a.removeAssignment)

	on(a, h, operation{id: "list-api-keys", method: get, path: "/api-keys", tag: session, summary: "Keys by which programs call this API"}, a.listAPIKeys)
	on(a, h, operation{id: "create-api-key", method: post, path: "/api-keys", tag: session, summary: "Make a key; shown this once"}, a.createAPIKey)
	on(a, h, operation{id: "revoke-api-key", method: remove, path: "/api-keys/{id}", tag: session, summary: "End a key for good"}, a.revokeAPIKey)

	const accounts = "Accounts"
	on(a, h, operation{id: "list-accounts", method: get, path: "/accounts", tag: accounts, summary: "The platform identities we act for"}, a.listAccounts)
	on(a, h, operation{id: "add-account", method: post, path: "/accounts", tag: accounts, summary: "Add an account"}, a.addAccount)
	on(a, h, operation{id: "edit-account", method: patch, path: "/accounts/{id}", tag: accounts, summary: "Change an account"}, a.editAccount)
	on(a, h, operation{id: "test-account", method: post, path: "/accounts/{id}/test", tag: accounts, summary: "Try an account against its platform"}, a.testAccount)
	on(a, h, operation{id: "remove-account", method: remove, path: "/accounts/{id}", tag: accounts, summary: "Remove an account and forget its secrets"}, a.removeAccount)
	on(a, h, operation{id: "make-relay-secret", method: post, path: "/accounts/{id}/relay-secret", tag: accounts, summary: "Draw what a mini program's cloud function signs with; shown this once"}, a.makeRelaySecret)
	on(a, h, operation{id: "remove-relay-secret", method: remove, path: "/accounts/{id}/relay-secret", tag: accounts, summary: "Take nothing from its cloud function any more"}, a.removeRelaySecret)
	on(a, h, operation{id: "list-members", method: get, path: "/accounts/{id}/members", tag: accounts, summary: "Members with customer contact"}, a.listMembers)
	on(a, h, operation{id: "list-departments", method: get, path: "/accounts/{id}/departments", tag: accounts, summary: "Departments that the app may see"}, a.listDepartments)
	on(a, h, operation{id: "check-members", method: post, path: "/accounts/{id}/check-members", tag: accounts, summary: "Whether a way may lead to members and departments, and how many people they are"}, a.checkMembers)

	const channels = "Channels"
	on(a, h, operation{id: "list-channels", method: get, path: "/channels", tag: channels, summary: "Channels with their numbers"}, a.listChannels)
	on(a, h, operation{id: "list-channel-names", method: get, path: "/channels/names", tag: channels, summary: "Channels by name, to choose one"}, a.listChannelNames)
	on(a, h, operation{id: "create-channel", method: post, path: "/channels", tag: channels, summary: "Add a channel"}, a.createChannel)
	on(a, h, operation{id: "edit-channel", method: patch, path: "/channels/{id}", tag: channels, summary: "Change a channel"}, a.editChannel)

	const ways = "Ways"
	on(a, h, operation{id: "list-ways", method: get, path: "/ways", tag: ways, summary: "Ways, newest first"}, a.listWays)
	on(a, h, operation{id: "create-way", method: post, path: "/ways", tag: ways, summary: "Create a way; the platform is called afterwards", status: 202}, a.createWay)
	on(a, h, operation{id: "get-way", method: get, path: "/ways/{id}", tag: ways, summary: "One way"}, a.getWay)
	on(a, h, operation{id: "get-way-qr", method: get, path: "/ways/{id}/qr.png", tag: ways, summary: "The picture of its QR code", answers: "image/png"}, a.getWayQR)
	on(a, h, operation{id: "get-way-svg", method: get, path: "/ways/{id}/qr.svg", tag: ways, summary: "Its QR code as a drawing", answers: "image/svg+xml"}, a.getWaySVG)
	on(a, h, operation{id: "get-way-poster", method: get, path: "/ways/{id}/poster.png", tag: ways, summary: "Its QR code on a poster", answers: "image/png"}, a.getWayPoster)
	on(a, h, operation{id: "export-ways-csv", method: get, path: "/ways/export.csv", tag: ways, summary: "All ways that the list shows, as CSV; it can be imported again", answers: "text/csv"}, a.exportWays("csv"))
	on(a, h, operation{id: "export-ways-xlsx", method: get, path: "/ways/export.xlsx", tag: ways, summary: "The same as a workbook", answers: xlsxType}, a.exportWays("xlsx"))
	on(a, h, operation{id: "get-qr-zip", method: get, path: "/ways/qr.zip", tag: ways, summary: "The pictures of all ways that the list shows", answers: "application/zip"}, a.getQRZip)
	on(a, h, operation{id: "retry-way", method: post, path: "/ways/{id}/retry", tag: ways, summary: "Ask again for a way that failed"}, a.retryWay)

	on(a, h, operation{id: "put-way-plan", method: put, path: "/ways/{id}/plan", tag: ways, summary: "Who answers a way when"}, a.putPlan)
	on(a, h, operation{id: "get-way-answer", method: get, path: "/ways/{id}/answer", tag: ways, summary: "Who answers a way at a moment, and why"}, a.getAnswer)
	on(a, h, operation{id: "try-plan", method: post, path: "/answer/preview", tag: ways, summary: "Try a plan before a way has it"}, a.tryPlan)
	on(a, h, operation{id: "put-member-off", method: put, path: "/accounts/{id}/members/{userid}/off", tag: accounts, summary: "A member answers no new customers until a time"}, a.putMemberOff)
	on(a, h, operation{id: "get-me-off", method: get, path: "/me/off", tag: session, summary: "Which member I am, and until when I am off"}, a.getMeOff)
	on(a, h, operation{id: "put-me-off", method: put, path: "/me/off", tag: session, summary: "Answer no new customers until a time"}, a.putMeOff)
	const imports = "Imports"
	on(a, h, operation{id: "list-imports", method: get, path: "/imports", tag: imports, summary: "Imports, newest first"}, a.listImports)
	on(a, h, operation{id: "add-import", method: post, path: "/imports", tag: imports, summary: "Upload a CSV or XLSX file of ways; its rows are checked afterwards", status: 202,
		max: sheet.MaxFile, takes: []string{"text/csv", xlsxType, "application/octet-stream"}}, a.addImport)
	on(a, h, operation{id: "get-import-template-csv", method: get, path: "/imports/template.csv", tag: imports, summary: "A table to fill in", answers: "text/csv"}, a.getImportTemplate("csv"))
	on(a, h, operation{id: "get-import-template-xlsx", method: get, path: "/imports/template.xlsx", tag: imports, summary: "The same as a workbook, with notes and lists to choose from", answers: xlsxType}, a.getImportTemplate("xlsx"))
	on(a, h, operation{id: "get-import", method: get, path: "/imports/{id}", tag: imports, summary: "How far an import is"}, a.getImport)
	on(a, h, operation{id: "list-import-rows", method: get, path: "/imports/{id}/rows", tag: imports, summary: "Its rows, with what is wrong with each and what became of it"}, a.listImportLines)
	on(a, h, operation{id: "get-import-errors", method: get, path: "/imports/{id}/errors.csv", tag: imports, summary: "The file again with a column of errors", answers: "text/csv"}, a.getImportErrors)
	on(a, h, operation{id: "check-import", method: post, path: "/imports/{id}/check", tag: imports, summary: "Check its rows once more"}, a.checkImport)
	on(a, h, operation{id: "start-import", method: post, path: "/imports/{id}/start", tag: imports, summary: "Have its ways made"}, a.startImport)
	on(a, h, operation{id: "pause-import", method: post, path: "/imports/{id}/pause", tag: imports, summary: "Stop after the calls that are under way"}, a.pauseImport)
	on(a, h, operation{id: "resume-import", method: post, path: "/imports/{id}/resume", tag: imports, summary: "Go on"}, a.resumeImport)
	on(a, h, operation{id: "retry-import", method: post, path: "/imports/{id}/retry", tag: imports, summary: "Ask once more for every way that failed"}, a.retryImport)
	on(a, h, operation{id: "cancel-import", method: post, path: "/imports/{id}/cancel", tag: imports, summary: "End it; ways that were made stay"}, a.cancelImport)

	const posters = "Posters"
	on(a, h, operation{id: "list-posters", method: get, path: "/posters", tag: posters, summary: "Pictures that codes are put on"}, a.listPosters)
	on(a, h, operation{id: "keep-background", method: post, path: "/posters/background", tag: posters, summary: "Upload a poster's picture of at most 10 MiB", max: backgroundBytes,
		takes: []string{"image/png", "image/jpeg"}}, a.keepBackground)
	on(a, h, operation{id: "create-poster", method: post, path: "/posters", tag: posters, summary: "Add a poster"}, a.createPoster)
	on(a, h, operation{id: "edit-poster", method: put, path: "/posters/{id}", tag: posters, summary: "Change a poster"}, a.editPoster)
	on(a, h, operation{id: "remove-poster", method: remove, path: "/posters/{id}", tag: posters, summary: "Remove a poster"}, a.removePoster)

	on(a, h, operation{id: "change-way", method: patch, path: "/ways/{id}", tag: ways, summary: "Change what is given; the platform is called afterwards", status: 202}, a.changeWay)
	on(a, h, operation{id: "preview-way", method: post, path: "/ways/{id}/preview", tag: ways, summary: "What a change would do, by the platform's copy of now"}, a.previewWay)
	on(a, h, operation{id: "list-way-versions", method: get, path: "/ways/{id}/versions", tag: ways, summary: "Its history, newest first"}, a.listVersions)
	on(a, h, operation{id: "undo-way", method: post, path: "/ways/{id}/undo", tag: ways, summary: "Go back to a version", status: 202}, a.undoWay)
	on(a, h, operation{id: "get-way-impact", method: get, path: "/ways/{id}/impact", tag: ways, summary: "What it still brings in"}, a.getImpact)
	on(a, h, operation{id: "delete-way", method: remove, path: "/ways/{id}", tag: ways, summary: "Delete a way, on the platform too", status: 202}, a.deleteWay)
	on(a, h, operation{id: "restore-way", method: post, path: "/ways/{id}/restore", tag: ways, summary: "Make a new way with the settings of a deleted one", status: 202}, a.restoreWay)
	on(a, h, operation{id: "replace-member", method: post, path: "/ways/replace-member", tag: ways, summary: "Put a member in another's place in every way", status: 202}, a.replaceMember)

	const bulk = "Bulk changes"
	on(a, h, operation{id: "list-bulk-runs", method: get, path: "/bulk-runs", tag: bulk, summary: "Changes of many ways, newest first"}, a.listBulks)
	on(a, h, operation{id: "try-bulk-run", method: post, path: "/bulk-runs/preview", tag: bulk, summary: "What a change of many ways would do"}, a.tryBulk)
	on(a, h, operation{id: "start-bulk-run", method: post, path: "/bulk-runs", tag: bulk, summary: "Change many ways", status: 202}, a.startBulk)
	on(a, h, operation{id: "get-bulk-run", method: get, path: "/bulk-runs/{id}", tag: bulk, summary: "How far it is"}, a.getBulk)
	on(a, h, operation{id: "list-bulk-run-items", method: get, path: "/bulk-runs/{id}/items", tag: bulk, summary: "What it did with each way"}, a.listBulkItems)
	on(a, h, operation{id: "pause-bulk-run", method: post, path: "/bulk-runs/{id}/pause", tag: bulk, summary: "Pause it"}, a.pauseBulk)
	on(a, h, operation{id: "resume-bulk-run", method: post, path: "/bulk-runs/{id}/resume", tag: bulk, summary: "Go on with it"}, a.resumeBulk)
	on(a, h, operation{id: "cancel-bulk-run", method: post, path: "/bulk-runs/{id}/cancel", tag: bulk, summary: "End it; what was changed stays"}, a.cancelBulk)
	on(a, h, operation{id: "undo-bulk-run", method: post, path: "/bulk-runs/{id}/undo", tag: bulk, summary: "Bring every way back to before it, where nothing was changed since", status: 202}, a.undoBulk)

	const comparing = "Reconciliation"
	on(a, h, operation{id: "reconcile", method: post, path: "/reconciliations", tag: comparing, summary: "Compare an account's ways with the platform", status: 202}, a.reconcile)
	on(a, h, operation{id: "list-reconciliations", method: get, path: "/reconciliations", tag: comparing, summary: "Comparisons, newest first"}, a.listReconciliations)
	on(a, h, operation{id: "get-reconcile-estimate", method: get, path: "/reconciliations/estimate", tag: comparing, summary: "How long a comparison would take"}, a.getReconcileEstimate)
	on(a, h, operation{id: "get-reconciliation", method: get, path: "/reconciliations/{id}", tag: comparing, summary: "One comparison and how far it has come"}, a.getReconciliation)
	on(a, h, operation{id: "pause-reconciliation", method: post, path: "/reconciliations/{id}/pause", tag: comparing, summary: "Stop where it is"}, a.pauseReconciliation)
	on(a, h, operation{id: "resume-reconciliation", method: post, path: "/reconciliations/{id}/resume", tag: comparing, summary: "Go on from there"}, a.resumeReconciliation)
	on(a, h, operation{id: "cancel-reconciliation", method: post, path: "/reconciliations/{id}/cancel", tag: comparing, summary: "End it; what it found stays"}, a.cancelReconciliation)
	on(a, h, operation{id: "get-reconcile-settings", method: get, path: "/reconcile-settings", tag: comparing, summary: "How often is compared, and how fast"}, a.getReconcileSettings)
	on(a, h, operation{id: "put-reconcile-settings", method: put, path: "/reconcile-settings", tag: comparing, summary: "Change how often is compared, and how fast"}, a.putReconcileSettings)
	on(a, h, operation{id: "list-drifts", method: get, path: "/drifts", tag: comparing, summary: "Ways about which the ledger and the platform do not agree"}, a.listDrifts)
	on(a, h, operation{id: "get-drift", method: get, path: "/drifts/{id}", tag: comparing, summary: "One of them"}, a.getDrift)
	on(a, h, operation{id: "decide-drifts", method: post, path: "/drifts/decide", tag: comparing, summary: "Adopt, push, ignore or look again; one, many, or all of a kind"}, a.decideDrifts)
	on(a, h, operation{id: "get-drift-run", method: get, path: "/drift-runs/{id}", tag: comparing, summary: "A decision about all drifts of a kind"}, a.getDriftRun)
	on(a, h, operation{id: "cancel-drift-run", method: post, path: "/drift-runs/{id}/cancel", tag: comparing, summary: "End it; what it decided holds"}, a.cancelDriftRun)
	on(a, h, operation{id: "get-quota", method: get, path: "/quota", tag: comparing, summary: "What a company has used of its quota, and when it will be full"}, a.getQuota)
	on(a, h, operation{id: "try-temp-again", method: post, path: "/accounts/{id}/try-temp", tag: comparing, summary: "Offer temporary ways again after the platform refused them"}, a.tryTempAgain)
	on(a, h, operation{id: "list-tags", method: get, path: "/accounts/{id}/tags", tag: accounts, summary: "The company's tags by group"}, a.listTags)
	on(a, h, operation{id: "preview-welcome", method: post, path: "/ways/{id}/welcome/preview", tag: ways, summary: "What a customer would get at a moment"}, a.previewWelcome)
	const welcomes = "Welcomes"
	on(a, h, operation{id: "list-welcomes", method: get, path: "/welcomes", tag: welcomes, summary: "Welcomes, newest first, with what became of each"}, a.listWelcomes)
	on(a, h, operation{id: "welcome-days", method: get, path: "/welcomes/days", tag: welcomes, summary: "How many were sent on each of the last 14 days, and how long it took"}, a.welcomeDays)

	const pools = "Pools"
	on(a, h, operation{id: "list-pools", method: get, path: "/pools", tag: pools, summary: "Pools of groups for join ways"}, a.listPools)
	on(a, h, operation{id: "create-pool", method: post, path: "/pools", tag: pools, summary: "Make a pool; its groups are read afterwards"}, a.createPool)
	on(a, h, operation{id: "get-pool", method: get, path: "/pools/{id}", tag: pools, summary: "A pool with its groups"}, a.getPool)
	on(a, h, operation{id: "edit-pool", method: patch, path: "/pools/{id}", tag: pools, summary: "Change a pool's name and limits"}, a.editPool)
	on(a, h, operation{id: "remove-pool", method: remove, path: "/pools/{id}", tag: pools, summary: "Remove a pool that no way follows"}, a.removePool)
	on(a, h, operation{id: "add-pool-chats", method: post, path: "/pools/{id}/chats", tag: pools, summary: "Put groups at the end of a pool"}, a.addPoolChats)
	on(a, h, operation{id: "order-pool-chats", method: put, path: "/pools/{id}/chats", tag: pools, summary: "Put all groups of a pool into an order"}, a.orderPoolChats)
	on(a, h, operation{id: "remove-pool-chat", method: remove, path: "/pools/{id}/chats/{chat_id}", tag: pools, summary: "Take a group out of a pool"}, a.removePoolChat)
	on(a, h, operation{id: "check-pool", method: post, path: "/pools/{id}/check", tag: pools, summary: "Read all groups of a pool now", status: 202}, a.checkPool)
	on(a, h, operation{id: "list-pool-turns", method: get, path: "/pools/{id}/turns", tag: pools, summary: "When a pool turned to which groups, newest first"}, a.listPoolTurns)
	on(a, h, operation{id: "list-pool-ways", method: get, path: "/pools/{id}/ways", tag: pools, summary: "Ways that follow a pool, newest first"}, a.listPoolWays)

	const temp = "Temporary chats"
	on(a, h, operation{id: "list-temp-chats", method: get, path: "/temp-chats", tag: temp, summary: "The board of visits, newest first"}, a.listTempChats)
	on(a, h, operation{id: "create-temp-chat", method: post, path: "/temp-chats", tag: temp, summary: "Make a visit; the platform is called afterwards", status: 202}, a.createTempChat)
	on(a, h, operation{id: "preview-conclusions", method: post, path: "/temp-chats/preview", tag: temp, summary: "Conclusions as the customer will see them"}, a.previewConclusions)
	on(a, h, operation{id: "get-temp-chat", method: get, path: "/temp-chats/{id}", tag: temp, summary: "One visit"}, a.getTempChat)
	on(a, h, operation{id: "close-temp-chat", method: post, path: "/temp-chats/{id}/close", tag: temp, summary: "End a chat now; its conclusions are sent", status: 202}, a.closeTempChat)
	on(a, h, operation{id: "reissue-temp-chat", method: post, path: "/temp-chats/{id}/reissue", tag: temp, summary: "Make a new visit with the same settings", status: 202}, a.reissueTempChat)

	on(a, h, operation{id: "count-ways", method: get, path: "/ways/count", tag: ways, summary: "How many ways a list shows, as far as 500"}, a.countWays)
	on(a, h, operation{id: "organise-ways", method: post, path: "/ways/organise", tag: ways, summary: "Set channel, folder, owner and labels of many ways"}, a.organiseWays)
	on(a, h, operation{id: "list-folders", method: get, path: "/folders", tag: ways, summary: "The folders of ways"}, a.listFolders)
	on(a, h, operation{id: "create-folder", method: post, path: "/folders", tag: ways, summary: "Add a folder"}, a.createFolder)
	on(a, h, operation{id: "edit-folder", method: patch, path: "/folders/{id}", tag: ways, summary: "Rename or move a folder"}, a.editFolder)
	on(a, h, operation{id: "remove-folder", method: remove, path: "/folders/{id}", tag: ways, summary: "Remove a folder; what lies in it moves up"}, a.removeFolder)
	on(a, h, operation{id: "list-labels", method: get, path: "/labels", tag: ways, summary: "The labels of ways"}, a.listLabels)
	on(a, h, operation{id: "create-label", method: post, path: "/labels", tag: ways, summary: "Add a label"}, a.createLabel)
	on(a, h, operation{id: "edit-label", method: patch, path: "/labels/{id}", tag: ways, summary: "Change a label"}, a.editLabel)
	on(a, h, operation{id: "remove-label", method: remove, path: "/labels/{id}", tag: ways, summary: "Remove a label, from all ways too"}, a.removeLabel)
	on(a, h, operation{id: "list-views", method: get, path: "/views", tag: ways, summary: "Saved lists of ways, one's own and shared ones"}, a.listViews)
	on(a, h, operation{id: "create-view", method: post, path: "/views", tag: ways, summary: "Save a list of ways"}, a.createView)
	on(a, h, operation{id: "edit-view", method: patch, path: "/views/{id}", tag: ways, summary: "Change a saved list"}, a.editView)
	on(a, h, operation{id: "remove-view", method: remove, path: "/views/{id}", tag: ways, summary: "Remove a saved list"}, a.removeView)

	const customers = "Customers"
	on(a, h, operation{id: "list-customers", method: get, path: "/customers", tag: customers, summary: "Customers, newest first"}, a.listCustomers)
	on(a, h, operation{id: "get-customer", method: get, path: "/customers/{id}", tag: customers, summary: "A customer with everything that happened"}, a.getCustomer)
	on(a, h, operation{id: "split-customer", method: post, path: "/customers/{id}/split", tag: customers, summary: "Undo a join of two records: they are two people"}, a.splitCustomer)

	const statistics = "Statistics"
	on(a, h, operation{id: "get-statistics", method: get, path: "/statistics", tag: statistics, summary: "Numbers by day, channel, way, member, group or hour"}, a.getStatistics)
	on(a, h, operation{id: "list-rebuilds", method: get, path: "/rebuild", tag: statistics, summary: "How far making them anew has come"}, a.listRebuilds)
	on(a, h, operation{id: "start-rebuild", method: post, path: "/rebuild", tag: statistics, summary: "Make attribution and numbers anew from the journal", status: 202}, a.startRebuild)
	on(a, h, operation{id: "list-chats", method: get, path: "/chats", tag: statistics, summary: "Customer groups, for pickers"}, a.listChats)
	on(a, h, operation{id: "refresh-chats", method: post, path: "/chats/refresh", tag: statistics, summary: "List the groups and read them anew", status: 202}, a.refreshChats)

	const inbox = "Desk"
	on(a, h, operation{id: "list-conversations", method: get, path: "/conversations", tag: inbox, summary: "The inbox"}, a.listConversations)
	on(a, h, operation{id: "get-conversation", method: get, path: "/conversations/{id}", tag: inbox, summary: "One conversation"}, a.getConversation)
	on(a, h, operation{id: "list-messages", method: get, path: "/conversations/{id}/messages", tag: inbox, summary: "Its messages"}, a.listMessages)
	on(a, h, operation{id: "accept-conversation", method: post, path: "/conversations/{id}/accept", tag: inbox, summary: "Take a waiting conversation"}, a.acceptConversation)
	on(a, h, operation{id: "put-presence", method: post, path: "/conversations/{id}/presence", tag: inbox, summary: "That I look at it or type in it; answers who else does"}, a.putPresence)
	on(a, h, operation{id: "take-over-conversation", method: post, path: "/conversations/{id}/take-over", tag: inbox, summary: "Take it from an agent who is not there, or whose lead one is"}, a.takeOverConversation)
	on(a, h, operation{id: "send-message", method: post, path: "/conversations/{id}/messages", tag: inbox, summary: "Answer the customer; sent afterwards", status: 202}, a.sendMessage)
	on(a, h, operation{id: "show-typing", method: post, path: "/conversations/{id}/typing", tag: inbox, summary: "Show the customer that the agent is typing, or has stopped"}, a.showTyping)
	on(a, h, operation{id: "read-conversation", method: post, path: "/conversations/{id}/read", tag: inbox, summary: "Everything in it has been seen"}, a.readConversation)
	on(a, h, operation{id: "close-conversation", method: post, path: "/conversations/{id}/close", tag: inbox, summary: "End a conversation"}, a.closeConversation)
	on(a, h, operation{id: "transfer-conversation", method: post, path: "/conversations/{id}/transfer", tag: inbox, summary: "Hand it to an agent or a team"}, a.transferConversation)
	on(a, h, operation{id: "return-conversation", method: post, path: "/conversations/{id}/return", tag: inbox, summary: "Put it back to those that wait"}, a.returnConversation)
	on(a, h, operation{id: "list-actions", method: get, path: "/conversations/{id}/actions", tag: inbox, summary: "What was done with it besides writing, oldest first"}, a.listActions)
	on(a, h, operation{id: "add-note", method: post, path: "/conversations/{id}/notes", tag: inbox, summary: "Note something for colleagues; customers never see it"}, a.addNote)
	on(a, h, operation{id: "find-messages", method: get, path: "/messages/find", tag: inbox, summary: "Messages with a text, newest first"}, a.findMessages)
	on(a, h, operation{id: "get-transcript-txt", method: get, path: "/conversations/{id}/transcript.txt", tag: inbox, summary: "A conversation as text", answers: "text/plain"}, a.getTranscript("txt"))
	on(a, h, operation{id: "get-transcript-csv", method: get, path: "/conversations/{id}/transcript.csv", tag: inbox, summary: "The same as CSV", answers: "text/csv"}, a.getTranscript("csv"))
	on(a, h, operation{id: "get-transcript-xlsx", method: get, path: "/conversations/{id}/transcript.xlsx", tag: inbox, summary: "The same as a workbook", answers: xlsxType}, a.getTranscript("xlsx"))
	on(a, h, operation{id: "list-customer-messages", method: get, path: "/customers/{id}/messages", tag: inbox, summary: "All that was said with a customer, across conversations"}, a.listCustomerMessages)
	on(a, h, operation{id: "get-figures", method: get, path: "/desk/figures", tag: inbox, summary: "Figures by day, hour, agent or team"}, a.getFigures)
	on(a, h, operation{id: "export-figures-csv", method: get, path: "/desk/figures.csv", tag: inbox, summary: "The same as CSV, with the definitions", answers: "text/csv"}, a.exportFigures("csv"))
	on(a, h, operation{id: "export-figures-xlsx", method: get, path: "/desk/figures.xlsx", tag: inbox, summary: "The same as a workbook", answers: xlsxType}, a.exportFigures("xlsx"))
	on(a, h, operation{id: "list-figure-conversations", method: get, path: "/desk/figures/conversations", tag: inbox, summary: "The conversations that a figure counts"}, a.listFigureConversations)
	on(a, h, operation{id: "list-figure-definitions", method: get, path: "/desk/figures/definitions", tag: inbox, summary: "What each figure counts"}, a.listFigureDefinitions)
	on(a, h, operation{id: "get-wall", method: get, path: "/desk/wall", tag: inbox, summary: "The desk at this moment; for admins, and leads of teams"}, a.getWall)
	on(a, h, operation{id: "get-figure-setting", method: get, path: "/desk/figures/setting", tag: inbox, summary: "What figures measure against"}, a.getFigureSetting)
	on(a, h, operation{id: "put-figure-setting", method: put, path: "/desk/figures/setting", tag: inbox, summary: "Change it"}, a.putFigureSetting)
	on(a, h, operation{id: "remove-figure-setting", method: remove, path: "/desk/figures/setting", tag: inbox, summary: "Have an account follow what is set for all"}, a.removeFigureSetting)
	on(a, h, operation{id: "list-desk-tags", method: get, path: "/desk-tags", tag: inbox, summary: "Tags of conversations and of customers"}, a.listDeskTags)
	on(a, h, operation{id: "create-desk-tag", method: post, path: "/desk-tags", tag: inbox, summary: "Add a tag"}, a.createDeskTag)
	on(a, h, operation{id: "edit-desk-tag", method: patch, path: "/desk-tags/{id}", tag: inbox, summary: "Change a tag"}, a.editDeskTag)
	on(a, h, operation{id: "remove-desk-tag", method: remove, path: "/desk-tags/{id}", tag: inbox, summary: "Remove a tag, from all that it marks too"}, a.removeDeskTag)
	on(a, h, operation{id: "put-conversation-tags", method: put, path: "/conversations/{id}/tags", tag: inbox, summary: "Mark a conversation with these tags alone"}, a.putConversationTags)
	on(a, h, operation{id: "put-customer-tags", method: put, path: "/customers/{id}/tags", tag: inbox, summary: "Mark a customer with these tags alone"}, a.putCustomerTags)
	on(a, h, operation{id: "list-customer-fields", method: get, path: "/customer-fields", tag: inbox, summary: "What agents note about customers"}, a.listCustomerFields)
	on(a, h, operation{id: "create-customer-field", method: post, path: "/customer-fields", tag: inbox, summary: "Add a field"}, a.createCustomerField)
	on(a, h, operation{id: "edit-customer-field", method: patch, path: "/customer-fields/{id}", tag: inbox, summary: "Change a field"}, a.editCustomerField)
	on(a, h, operation{id: "remove-customer-field", method: remove, path: "/customer-fields/{id}", tag: inbox, summary: "Remove a field with all that is noted in it"}, a.removeCustomerField)
	on(a, h, operation{id: "put-customer-fields", method: put, path: "/customers/{id}/fields", tag: inbox, summary: "Note values about a customer"}, a.putCustomerFields)
	on(a, h, operation{id: "list-mentions", method: get, path: "/mentions", tag: inbox, summary: "Notes that name me, newest first"}, a.listMentions)
	on(a, h, operation{id: "read-mentions", method: post, path: "/mentions/read", tag: inbox, summary: "All of them have been seen; reading a conversation does it for its own"}, a.readMentions)
	on(a, h, operation{id: "get-close-setting", method: get, path: "/close-reasons", tag: inbox, summary: "What is asked when a conversation is closed"}, a.getCloseSetting)
	on(a, h, operation{id: "put-close-setting", method: put, path: "/close-reasons", tag: inbox, summary: "Change it"}, a.putCloseSetting)
	on(a, h, operation{id: "remove-close-setting", method: remove, path: "/close-reasons", tag: inbox, summary: "Have an account follow what is set for all"}, a.removeCloseSetting)
	on(a, h, operation{id: "retry-message", method: post, path: "/messages/{id}/retry", tag: inbox, summary: "Send a failed message again"}, a.retryMessage)
	on(a, h, operation{id: "keep-media", method: post, path: "/media", tag: inbox, summary: "Upload a picture for a message, or an image, video or file for a welcome", max: mediaBytes,
		takes: []string{"image/png", "image/jpeg", "image/gif", "video/mp4", "application/octet-stream"}}, a.keepMedia)
	on(a, h, operation{id: "get-media", method: get, path: "/media/{id}", tag: inbox, summary: "A picture, video or file; it never changes", answers: "*/*"}, a.getMedia)
	on(a, h, operation{id: "list-quick-replies", method: get, path: "/quick-replies", tag: inbox, summary: "Texts by shortcut"}, a.listQuickReplies)
	on(a, h, operation{id: "create-quick-reply", method: post, path: "/quick-replies", tag: inbox, summary: "Add a quick reply"}, a.createQuickReply)
	on(a, h, operation{id: "edit-quick-reply", method: patch, path: "/quick-replies/{id}", tag: inbox, summary: "Change a quick reply"}, a.editQuickReply)
	on(a, h, operation{id: "remove-quick-reply", method: remove, path: "/quick-replies/{id}", tag: inbox, summary: "Remove a quick reply"}, a.removeQuickReply)
	on(a, h, operation{id: "list-materials", method: get, path: "/materials", tag: inbox, summary: "What agents say again and again, newest first"}, a.listMaterials)
	on(a, h, operation{id: "create-material", method: post, path: "/materials", tag: inbox, summary: "Add a material"}, a.createMaterial)
	on(a, h, operation{id: "edit-material", method: put, path: "/materials/{id}", tag: inbox, summary: "Change a material"}, a.editMaterial)
	on(a, h, operation{id: "remove-material", method: remove, path: "/materials/{id}", tag: inbox, summary: "Remove a material; what was sent stays"}, a.removeMaterial)

	on(a, h, operation{id: "use-quick-reply", method: post, path: "/quick-replies/{id}/use", tag: inbox, summary: "Its text for a conversation, with names filled in; counted"}, a.useQuickReply)
	on(a, h, operation{id: "list-quick-folders", method: get, path: "/quick-reply-folders", tag: inbox, summary: "Folders of quick replies"}, a.listQuickFolders)
	on(a, h, operation{id: "create-quick-folder", method: post, path: "/quick-reply-folders", tag: inbox, summary: "Add a folder"}, a.createQuickFolder)
	on(a, h, operation{id: "put-quick-folder", method: put, path: "/quick-reply-folders/{id}", tag: inbox, summary: "Rename a folder"}, a.putQuickFolder)
	on(a, h, operation{id: "remove-quick-folder", method: remove, path: "/quick-reply-folders/{id}", tag: inbox, summary: "Remove a folder; its replies stay"}, a.removeQuickFolder)

	on(a, h, operation{id: "get-card-links", method: get, path: "/card-links", tag: inbox, summary: "Where the cards of an account's customers open"}, a.getCardLinks)
	on(a, h, operation{id: "put-card-links", method: put, path: "/card-links", tag: inbox, summary: "Set where they open"}, a.putCardLinks)
	on(a, h, operation{id: "remove-card-links", method: remove, path: "/card-links", tag: inbox, summary: "Have an account follow what is set for all"}, a.removeCardLinks)

	const byItself = "Rules"
	on(a, h, operation{id: "list-rules", method: get, path: "/rules", tag: byItself, summary: "What the desk does by itself, in the order it is asked"}, a.listRules)
	on(a, h, operation{id: "list-rule-acts", method: get, path: "/rules/acts", tag: byItself, summary: "Rules that acted in the last seven days: in how many conversations, and when last"}, a.listRuleActs)
	on(a, h, operation{id: "create-rule", method: post, path: "/rules", tag: byItself, summary: "Add a rule, after the others"}, a.createRule)
	on(a, h, operation{id: "put-rule", method: put, path: "/rules/{id}", tag: byItself, summary: "Change a rule"}, a.putRule)
	on(a, h, operation{id: "remove-rule", method: remove, path: "/rules/{id}", tag: byItself, summary: "Remove a rule"}, a.removeRule)
	on(a, h, operation{id: "order-rules", method: post, path: "/rules/order", tag: byItself, summary: "Put the rules into an order"}, a.orderRules)
	on(a, h, operation{id: "try-rules", method: post, path: "/rules/try", tag: byItself, summary: "What the rules would do; nothing is sent"}, a.tryRules)
	on(a, h, operation{id: "get-business-hours", method: get, path: "/business-hours", tag: byItself, summary: "When the desk of an account answers"}, a.getHours)
	on(a, h, operation{id: "put-business-hours", method: put, path: "/business-hours", tag: byItself, summary: "Set when the desk answers"}, a.putHours)
	on(a, h, operation{id: "remove-business-hours", method: remove, path: "/business-hours", tag: byItself, summary: "Have an account follow the hours of all"}, a.removeHours)
	on(a, h, operation{id: "get-official-desk", method: get, path: "/official-desk", tag: inbox, summary: "Which customers go to the platform's own agent tool"}, a.getOfficial)
	on(a, h, operation{id: "put-official-desk", method: put, path: "/official-desk", tag: inbox, summary: "Change which"}, a.putOfficial)
	on(a, h, operation{id: "remove-official-desk", method: remove, path: "/official-desk", tag: inbox, summary: "Have an account follow what is set for all"}, a.removeOfficial)
	on(a, h, operation{id: "list-official-agents", method: get, path: "/accounts/{id}/official-agents", tag: inbox, summary: "Who answers in the platform's own tool, by the platform's answer of now"}, a.listOfficialAgents)
	on(a, h, operation{id: "add-official-agent", method: post, path: "/accounts/{id}/official-agents", tag: inbox, summary: "Let a person answer there"}, a.addOfficialAgent)
	on(a, h, operation{id: "remove-official-agent", method: remove, path: "/accounts/{id}/official-agents/{openid}", tag: inbox, summary: "Take a person off"}, a.removeOfficialAgent)

	on(a, h, operation{id: "list-bots", method: get, path: "/bots", tag: byItself, summary: "Programs that answer customers when a rule asks them"}, a.listBots)
	on(a, h, operation{id: "create-bot", method: post, path: "/bots", tag: byItself, summary: "Add a bot", about: aboutBots}, a.createBot)
	on(a, h, operation{id: "put-bot", method: put, path: "/bots/{id}", tag: byItself, summary: "Change a bot"}, a.putBot)
	on(a, h, operation{id: "remove-bot", method: remove, path: "/bots/{id}", tag: byItself, summary: "Remove a bot"}, a.removeBot)
	on(a, h, operation{id: "try-bot", method: post, path: "/bots/{id}/try", tag: byItself, summary: "Ask a bot something, to see what it answers and how long it takes; nobody else hears it"}, a.tryBot)
	on(a, h, operation{id: "get-rating", method: get, path: "/rating", tag: byItself, summary: "How customers of an account are asked for a rating"}, a.getRating)
	on(a, h, operation{id: "put-rating", method: put, path: "/rating", tag: byItself, summary: "Set how they are asked"}, a.putRating)
	on(a, h, operation{id: "remove-rating", method: remove, path: "/rating", tag: byItself, summary: "Have an account follow what is set for all"}, a.removeRating)
	on(a, h, operation{id: "get-closing", method: get, path: "/closing", tag: byItself, summary: "When conversations of an account end by themselves"}, a.getClosing)
	on(a, h, operation{id: "put-closing", method: put, path: "/closing", tag: byItself, summary: "Set when they end by themselves"}, a.putClosing)
	on(a, h, operation{id: "remove-closing", method: remove, path: "/closing", tag: byItself, summary: "Have an account follow what is set for all"}, a.removeClosing)
	on(a, h, operation{id: "get-reminders", method: get, path: "/reminders", tag: byItself, summary: "When people are reminded of customers who wait"}, a.getReminders)
	on(a, h, operation{id: "put-reminders", method: put, path: "/reminders", tag: byItself, summary: "Set when they are reminded"}, a.putReminders)
	on(a, h, operation{id: "remove-reminders", method: remove, path: "/reminders", tag: byItself, summary: "Have an account follow what is set for all"}, a.removeReminders)

	const operations = "Operations"
	on(a, h, operation{id: "list-parked", method: get, path: "/parked", tag: operations, summary: "Work that was given up and waits for a person"}, a.listParked)
	on(a, h, operation{id: "retry-parked", method: post, path: "/parked/{source}/{id}/retry", tag: operations, summary: "Try it once more"}, a.retryParked)
	on(a, h, operation{id: "events", method: get, path: "/events", tag: operations, summary: "Changes as they happen (server-sent events)", answers: "text/event-stream", about: aboutEvents}, a.events)

	const miniprogram = "Mini program"
	on(a, h, operation{id: "weapp-sign-in", method: post, path: "/weapp/{account}/sign-in", tag: miniprogram, summary: "Who a customer is, by the code of wx.login", max: codeBytes}, a.weappSignIn)

	on(a, h, operation{id: "get-kit-settings", method: get, path: "/kit-settings", tag: miniprogram, summary: "Whose web pages may show the buttons"}, a.getKitSettings)
	on(a, h, operation{id: "put-kit-settings", method: put, path: "/kit-settings", tag: miniprogram, summary: "Change whose"}, a.putKitSettings)

	on(a, h, operation{id: "get-way-kit", method: get, path: "/ways/{id}/kit", tag: miniprogram, summary: "A way's button: how it looks, and the code that stands for it"}, a.getWayKit)
	on(a, h, operation{id: "list-presses", method: get, path: "/presses", tag: miniprogram, summary: "Presses of buttons, newest first"}, a.listPresses)
	on(a, h, operation{id: "put-way-kit-style", method: put, path: "/ways/{id}/kit/style", tag: miniprogram, summary: "How a way's button looks where the page does not say otherwise"}, a.putWayKitStyle)

	a.doc = h.OpenAPI()
	for _, tag := range []string{
		session,
		accounts,
		channels,
		ways,
		bulk,
		comparing,
		imports,
		posters,
		welcomes,
		pools,
		temp,
		customers,
		statistics,
		inbox,
		byItself,
		operations,
		miniprogram,
	} {
		a.doc.Tags = append(a.doc.Tags, &huma.Tag{Name: tag})
	}
	finish(a.doc)

	a.raw("GET /healthz", a.healthz)
	a.raw("GET /readyz", a.readyz)
	a.raw("GET /openapi.json", a.serveDocument)
	a.raw("GET /openapi.yaml", a.serveDocument)
	a.raw("GET /docs", serveDocs)
	a.raw("GET /docs/{file}", serveDocs)
	a.raw("GET /assets/{build}/{file...}", a.files.serveAsset)
	a.raw("GET /sw.js", a.files.serveWorker)
	for _, method := range []string{get, post} {
		a.raw(method+" /callbacks/wecom/{account}", callback(a.Callbacks.WeCom))
		a.raw(method+" /callbacks/weapp/{account}", callback(a.Callbacks.Weapp))
	}
	a.kitRoutes()
	a.raw("/api/", a.noOperation)
	a.raw("/", a.files.servePage)
}

// raw adds a route that is no operation; only public ones can be.
func (a *API) raw(pattern string, handle http.HandlerFunc) {
	if access[pattern] != public {
		panic("api: the table of access does not have " + pattern) // found by every test
	}
	a.mux.HandleFunc(pattern, handle)
}
