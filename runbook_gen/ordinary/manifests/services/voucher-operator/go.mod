module shop.example.com/voucher-operator

go 1.23
