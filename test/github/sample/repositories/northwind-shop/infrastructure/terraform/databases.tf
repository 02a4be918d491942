module "postgres_payments" {
  source         = "./modules/postgres"
  name           = "payments"
  engine_version = "16"
  multi_az       = true
}
