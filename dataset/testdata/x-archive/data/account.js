window.YTD.account.part0 = [ {
  "account" : {
    "email" : "team@northbank.example",
    "createdVia" : "web",
    "username" : "northbank",
    "accountId" : "310001",
    "createdAt" : "2011-03-01T10:00:00.000Z",
    "accountDisplayName" : "North Bank"
  }
} ]
